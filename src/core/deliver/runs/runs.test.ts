import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import type { RunField } from '../run/runForm.ts';
import { csvOf } from './csv.ts';
import { readFilter } from './runFilter.ts';
import { hashOfRun, namedRun, runOfHash } from './runLink.ts';
import { inOrder, NEWEST_FIRST } from './runOrder.ts';
import { columnsAtFirst, parameterColumns, secondsOf, versionText, type ColumnId, type RunRow } from './runRow.ts';
import { runsCsv } from './runsCsv.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const MACHINE = 'arn:aws:states:eu-west-1:111122223333:stateMachine:income';
const run = (name: string, minutesAgo: number, input: JsonObject | undefined, more: Partial<RunRow> = {}): RunRow => {
  const startedAt = new Date(NOW - minutesAgo * 60_000);
  return { arn: `arn:aws:states:eu-west-1:111122223333:execution:income:${name}`, name, status: 'SUCCEEDED', startedAt, stoppedAt: new Date(startedAt.getTime() + 60_000), versionArn: undefined, aliasArn: undefined, redriveCount: 0, input, ...more };
};
const field = (name: string, fallback?: number): RunField => ({ name, required: fallback === undefined, parameter: { type: 'number', phase: 'run', ...(fallback === undefined ? {} : { default: fallback }) } });
const fields = [field('Data'), field('Depth', 6), field('Rate', 0.1), field('Unused', 1)];

const old = run('old', 90, { Data: 's3://bucket/a', Depth: 12 }, { status: 'FAILED', versionArn: `${MACHINE}:2`, aliasArn: `${MACHINE}:live` });
const middle = run('middle', 60, { Data: 's3://bucket/b' }, { versionArn: `${MACHINE}:10`, stoppedAt: new Date(NOW - 20 * 60_000) });
const newest = run('newest', 5, { Data: 's3://bucket/a', Depth: 4, Extra: '=1+1' }, { status: 'RUNNING', stoppedAt: undefined });
const unread = run('unread', 30, undefined);
const runs = [newest, unread, middle, old];
const columns = parameterColumns(fields, runs);
const names = (found: readonly RunRow[]): string[] => found.map((r) => r.name);

test('a row knows its duration, also while it runs, and its version', () => {
  expect(secondsOf(newest, NOW)).toBe(300);
  expect(secondsOf(old, NOW)).toBe(60);
  expect([versionText(old), versionText(middle), versionText(newest)]).toEqual(['live, 2', '10', '']);
});

test('parameters of the form are columns, then what runs were given besides; at first those that tell runs apart', () => {
  expect(columns.map((c) => c.name)).toEqual(['Data', 'Depth', 'Rate', 'Unused', 'Extra']);
  expect(columnsAtFirst(columns, runs)).toEqual(['Data', 'Depth', 'Extra']);
  expect(columnsAtFirst(columns, [])).toEqual(['Data']);
  const many = parameterColumns(Array.from({ length: 10 }, (_, i) => field(`P${i}`, i === 8 ? 0 : undefined)), []);
  expect(columnsAtFirst(many, [run('a', 1, { P8: 1 }), run('b', 2, { P8: 2 })])).toEqual(['P0', 'P1', 'P2', 'P3', 'P4', 'P8']);
});

describe('order', () => {
  test.each<[ColumnId, boolean, string[]]>([
    ['started', true, ['newest', 'unread', 'middle', 'old']],
    ['started', false, ['old', 'middle', 'unread', 'newest']],
    ['duration', true, ['middle', 'newest', 'unread', 'old']],
    ['version', false, ['old', 'middle', 'newest', 'unread']],
    ['version', true, ['middle', 'old', 'newest', 'unread']],
    ['name', false, ['middle', 'newest', 'old', 'unread']],
    ['status', false, ['old', 'newest', 'unread', 'middle']],
    // The default counts; what is not read is last both ways.
    ['$Depth', false, ['newest', 'middle', 'old', 'unread']],
    ['$Depth', true, ['old', 'middle', 'newest', 'unread']],
    ['$Data', false, ['newest', 'old', 'middle', 'unread']],
  ])('by %s, down: %s', (column, down, expected) => expect(names(inOrder(runs, { column, down }, columns, NOW))).toEqual(expected));

  test('AWS\'s own is the newest first', () => expect(names(inOrder([old, newest], NEWEST_FIRST, columns, NOW))).toEqual(['newest', 'old']));
});

describe('filter', () => {
  test.each<[string, string[]]>([
    ['', ['newest', 'unread', 'middle', 'old']],
    ['ne', ['newest']],
    ['MIDDLE', ['middle']],
    ['s3://bucket/a', ['newest', 'old']],
    ['Depth>4', ['middle', 'old']],
    ['depth >= 4', ['newest', 'middle', 'old']],
    ['Depth = 6.0', ['middle']],
    ['Depth != 6 and status:succ', []],
    ['Depth<7 Data:/a', ['newest']],
    ['data="s3://bucket/b"', ['middle']],
    ['status=failed', ['old']],
    ['version:live', ['old']],
    ['duration>120', ['newest', 'middle']],
    ['"old"', ['old']],
    ['(', []],
  ])('%j', (typed, expected) => expect(names(runs.filter(readFilter(typed, columns, NOW).matches))).toEqual(expected));

  test('it says whether inputs have to be read for it', () => {
    expect(readFilter('status:failed version=2', columns, NOW).needsInputs).toBe(false);
    expect(readFilter('Depth>2', columns, NOW).needsInputs).toBe(true);
    expect(readFilter('word', columns, NOW).needsInputs).toBe(true);
    expect(readFilter(' ', columns, NOW).needsInputs).toBe(false);
  });
});

describe('CSV', () => {
  test('quotes, lines and numbers as RFC 4180 has them', () => {
    expect(csvOf([['a', 'b "c"', 'd,e'], [-1.5, undefined, 'two\nlines'], [' padded', '', 'ü']])).toBe('a,"b ""c""","d,e"\r\n-1.5,,"two\nlines"\r\n" padded",,ü\r\n');
  });

  test.each(['=1+1', '+1', '-cmd', '@SUM(A1)', '\tx', '\r=1'])('%j is no formula', (text) => expect(csvOf([[text]])).toMatch(/^"?'/));

  test('runs, with what each was given', () => {
    const lines = runsCsv([old, newest], columns, NOW).split('\r\n');
    expect(lines).toEqual([
      'execution,status,started,ended,seconds,version,alias,redrives,Data,Depth,Rate,Unused,Extra,arn',
      `old,FAILED,2026-11-25T10:30:00.000Z,2026-11-25T10:31:00.000Z,60,2,live,0,s3://bucket/a,12,,,,${old.arn}`,
      `newest,RUNNING,2026-11-25T11:55:00.000Z,,300,,,0,s3://bucket/a,4,,,'=1+1,${newest.arn}`,
      '',
    ]);
  });
});

describe('links', () => {
  const arn = 'arn:aws:states:eu-west-1:111122223333:execution:income-dev:first-run';
  test('a hash leads to a run and back', () => {
    expect(hashOfRun(arn)).toBe(`#run=${arn}`);
    expect(runOfHash(hashOfRun(arn))).toEqual({ arn, region: 'eu-west-1', account: '111122223333', machine: 'income-dev', name: 'first-run', machineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:income-dev' });
    const strange = 'arn:aws-cn:states:cn-north-1:111122223333:execution:große-maschine:läuft';
    expect(runOfHash(hashOfRun(strange))?.name).toBe('läuft');
  });
  test.each(['', '#', '#run=', '#run=x', '#other', '#run=%E0%A4%A', '#run=arn:aws:states:eu-west-1:1:execution:a:b', '#run=arn:aws:states:eu-west-1:111122223333:express:a:b:c', '#run=arn:aws:states:eu-west-1:111122223333:execution:a:b c'])('%j leads nowhere', (hash) => expect(runOfHash(hash)).toBeUndefined());
  test('what is no execution is none', () => expect(namedRun('arn:aws:states:eu-west-1:111122223333:stateMachine:a')).toBeUndefined());
});
