import { allowBeside, besideWhich, keepBeside, leaveBeside } from '../../store/casesBeside.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';

/** Where the cases are kept: in the browser, or in a file beside the pipeline's, which the command line and the colleagues find. */
export function CasesBeside() {
  const app = useCauce();
  const beside = useApp((s) => s.simulation.beside);
  useApp((s) => s.document.source);
  const file = besideWhich(app);
  if (beside === null) {
    return file === null ? null : (
      <div className="case-beside">
        <button type="button" className="btn quiet sm" title={`Writes them beside ${file.name}, where the command line finds them`} onClick={() => void keepBeside(app)}><Icon name="folder" />Keep the cases beside the file</button>
      </div>
    );
  }
  return (
    <div className="case-beside">
      {beside.allowed ? (
        <p className="cut" title={`The cases are kept in ${beside.folder.name}/${beside.name}`}><span className="hide-narrow">Kept </span>in <b>{beside.name}</b></p>
      ) : (
        <button type="button" className="btn sm" onClick={() => void allowBeside(app)}><Icon name="folder" /><span className="cut">Allow {beside.name}</span></button>
      )}
      <IconButton icon="x" label="Keep the cases in the browser only" small side="top" onClick={() => void leaveBeside(app)} />
    </div>
  );
}
