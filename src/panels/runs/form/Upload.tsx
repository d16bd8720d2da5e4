import { useRef } from 'react';
import { useStore } from 'zustand';
import type { Look } from '../../../store/delivery.ts';
import { useCauce } from '../../../store/react.tsx';
import { cancelUpload, uploadInto, uploadsOf } from '../../../store/run/uploading.ts';
import { FaultNote } from '../../connection/FaultNote.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { useMissing } from '../MissingRight.tsx';

interface Props {
  readonly look: Look;
  readonly field: string;
}

/** Chooses a file of this computer for a place in S3. */
export function UploadButton({ look, field }: Props) {
  const app = useCauce();
  const chooser = useRef<HTMLInputElement>(null);
  const { artifactBucket } = look.session.connection;
  const missing = useMissing('upload');
  const whyNot = artifactBucket === undefined ? 'The connection names no bucket for uploads' : missing !== undefined ? `The role may not upload to ${artifactBucket}` : undefined;
  return (
    <>
      <input
        ref={chooser} type="file" hidden aria-label={`File for ${field}`}
        onChange={(e) => {
          const file = e.currentTarget.files?.[0];
          // The same file can be chosen again.
          e.currentTarget.value = '';
          if (file) void uploadInto(app, look.session, field, file);
        }}
      />
      <IconButton icon="export" label={whyNot ?? `Upload a file for ${field} to ${artifactBucket}; it can also be dropped here`} disabled={whyNot !== undefined} onClick={() => chooser.current?.click()} />
    </>
  );
}

/** How far an upload is, or why it did not arrive. */
export function UploadState({ field }: Pick<Props, 'field'>) {
  const app = useCauce();
  const upload = useStore(uploadsOf(app), (all) => all[field]);
  if (upload === undefined) return null;
  const { file, size, sent, fault } = upload;
  if (fault !== null) {
    return <FaultNote fault={fault}><span className="muted">{file} was not uploaded.</span><button type="button" className="btn sm quiet" onClick={() => cancelUpload(app, field)}>Put it away</button></FaultNote>;
  }
  return (
    <p className="upload" role="status">
      <span className="cut">{file}</span>
      <progress aria-label={`Upload of ${file}`} max={Math.max(1, size)} value={Math.min(sent, size)} />
      <span className="nums muted">{inMegabytes(sent)} of {inMegabytes(size)} MB</span>
      <button type="button" className="btn sm" onClick={() => cancelUpload(app, field)}>Cancel</button>
    </p>
  );
}

function inMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}
