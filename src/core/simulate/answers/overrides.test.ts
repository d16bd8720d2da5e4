import { describe, expect, it } from 'vitest';
import type { Answers, TaskCall } from '../answer.ts';
import { withDurations, withPinned } from './overrides.ts';

const call = (state: string): TaskCall => ({ state, resource: 'R', input: {}, invocation: 0, attempt: 0, iteration: [], now: Date.UTC(2026, 0, 1), timeoutSeconds: undefined, heartbeatSeconds: undefined, objects: new Map(), random: () => 0 });
const TIMED: Answers = () => ({ return: 'made', seconds: 60 });

describe('pinned answers', () => {
  it('stand before the others and take as long', () => {
    const answers = withPinned({ a: null, b: { x: 1 } }, TIMED);
    expect(['a', 'b', 'c', 'toString'].map((s) => answers(call(s)))).toEqual([{ return: null, seconds: 60 }, { return: { x: 1 }, seconds: 60 }, { return: 'made', seconds: 60 }, { return: 'made', seconds: 60 }]);
    expect(withPinned({ a: 1 }, () => ({ throw: { error: 'E', cause: undefined } }))(call('a'))).toEqual({ return: 1 });
  });
});

describe('durations', () => {
  it('are given to answers that have none, errors too', () => {
    const of = withDurations((state, resource) => (state === 'a' ? 5 : resource === 'R' ? undefined : 1), (c) => (c.state === 'a' ? { throw: { error: 'E', cause: undefined } } : { return: 1 }));
    expect(of(call('a'))).toEqual({ throw: { error: 'E', cause: undefined }, seconds: 5 });
    expect(of(call('b'))).toEqual({ return: 1 });
    expect(withDurations(() => 5, TIMED)(call('a'))).toEqual({ return: 'made', seconds: 60 });
  });
});
