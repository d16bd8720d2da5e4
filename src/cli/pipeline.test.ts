import { expect, test } from 'vitest';
import { diagnostic } from '../core/diagnostic/catalogue.ts';
import { withoutFaults } from './pipeline.ts';

test('faults of the compiler are told of sound files only', () => {
  const fault = diagnostic('verify-value', { what: 'x', other: 'JSONPath' }, {});
  const own = diagnostic('empty-pipeline', {}, {});
  expect(withoutFaults([own], [fault, own])).toEqual([own]);
  expect(withoutFaults([], [fault])).toEqual([fault]);
});
