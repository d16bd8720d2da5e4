import type { ServiceModel } from './shape.ts';

/** The arguments of the flow kinds that have any, in the form of a service model, so that one form and one check serve all. */
export const FLOW_MODEL: ServiceModel = {
  service: 'flow',
  version: 'Amazon States Language',
  operations: { Wait: { input: 'Wait' }, Pass: { input: 'Pass' }, Fail: { input: 'Fail' } },
  shapes: {
    Wait: {
      type: 'structure',
      union: true,
      members: {
        Seconds: { shape: 'Seconds', doc: 'How long, in seconds' },
        Timestamp: { shape: 'Timestamp', doc: 'Until when, like 2026-01-31T06:00:00Z' },
      },
    },
    Pass: { type: 'map', key: 'Key', value: 'Any' },
    Fail: {
      type: 'structure',
      members: {
        Error: { shape: 'Error', doc: 'Name of the error, for catches and retries' },
        Cause: { shape: 'Cause', doc: 'What happened, for the person who reads it' },
      },
    },
    // aws-facts.md 1.7; a Wait lasts at most as long as an execution.
    Seconds: { type: 'integer', min: 0, max: 31_536_000 },
    Timestamp: { type: 'timestamp' },
    Error: { type: 'string', max: 256 },
    Cause: { type: 'string', max: 32_768 },
    Key: { type: 'string' },
    Any: { type: 'document' },
  },
};
