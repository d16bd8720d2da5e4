import { ReactFlowProvider, useStoreApi } from '@xyflow/react';
import { useState } from 'react';
import '@xyflow/react/dist/base.css';
import './canvas.css';
import { Board } from './Board.tsx';
import { Breadcrumb } from './tools/Breadcrumb.tsx';

/** The drawing, with its breadcrumb when a container is entered. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <Unmeasured />
      <Breadcrumb />
      <Board />
    </ReactFlowProvider>
  );
}

/**
 * Every node comes with its size and the ends of its wires. React Flow would measure it all the same when it appears, find
 * no handles of its own in it and forget the given ones; so measuring is switched off, which also saves its layout pass.
 */
function Unmeasured() {
  const store = useStoreApi();
  useState(() => store.setState({ updateNodeInternals: () => undefined }));
  return null;
}
