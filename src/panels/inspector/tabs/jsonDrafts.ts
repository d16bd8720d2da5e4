import { createContext } from 'react';
import type { StepId } from '../../../core/model/pipeline.ts';

/** JSON that could not be read yet, by step: it waits here while another step or tab is looked at. */
export const JsonDraftsContext = createContext<Map<StepId, string>>(new Map());
