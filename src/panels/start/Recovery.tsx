import { useEffect, useState } from 'react';
import { abandonedDrafts, discardDraft, type Draft } from '../../store/files/drafts.ts';
import { useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { when } from '../../ui/when.ts';

/** Work that a crash or a closed tab left unsaved: one click brings it back. Nothing is thrown away unasked. */
export function Recovery() {
  const { platform, files } = useCauce();
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  useEffect(() => {
    let here = true;
    abandonedDrafts(platform).then((found) => here && setDrafts(found), () => undefined);
    return () => {
      here = false;
    };
  }, [platform]);
  if (drafts.length === 0) return null;
  const discard = async (draft: Draft): Promise<void> => {
    await discardDraft(platform, draft);
    setDrafts((all) => all.filter((d) => d !== draft));
  };
  const now = platform.clock.now();
  return (
    <section className="recovery note warn" aria-label="Unsaved work">
      <Icon name="retry" />
      <div className="grow">
        <b className="strong">Unsaved work was left by a tab that closed</b>
        <ul>
          {drafts.slice(0, 5).map((draft) => (
            <li key={draft.tab} className="row">
              <span className="cut grow"><code>{draft.name}</code> <span className="muted">{draft.file ? `${draft.file.name}, ` : ''}{when(draft.at, now)}</span></span>
              <button type="button" className="btn sm" aria-label={`Recover ${draft.name}`} onClick={() => void files.recover(draft)}>Recover</button>
              <button type="button" className="btn sm quiet" aria-label={`Discard the unsaved work of ${draft.name}`} onClick={() => void discard(draft)}>Discard</button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
