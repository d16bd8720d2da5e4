import { describe, expect, test } from 'vitest';
import { gives, simulated, taskState, throws, type Simulated } from '../../../testing/simulated.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { TaskAnswer } from '../answer.ts';

const CHILD = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };
const GET = 'arn:aws:states:::s3:getObject';

/** A Distributed Map that hands on its items; files are answered by their keys. */
async function items(more: JsonObject, input: Json = {}, files: Readonly<Record<string, Json>> = {}): Promise<Simulated> {
  const answers: Record<string, readonly TaskAnswer[]> = {};
  const order = Object.values(files);
  if (order.length > 0) answers['M'] = order.map((file) => gives(file));
  return simulated({ M: { Type: 'Map', ItemProcessor: CHILD, End: true, ...more } }, answers, { input });
}
const reader = (ReaderConfig: JsonObject, Resource = GET): JsonObject => ({ ItemReader: { Resource, ReaderConfig, Parameters: { Bucket: 'b', Key: 'k' } } });

describe('what an ItemReader reads', () => {
  const csv = 'id,name\r\n1,"a ""quoted"", b"\n2,\n';
  test.each<[string, JsonObject, Json, Json]>([
    ['a list of JSON', { InputType: 'JSON' }, '[1,{"a":2}]', [1, { a: 2 }]],
    ['an object of JSON', { InputType: 'JSON' }, '{"a":1}', [{ Key: 'a', Value: 1 }]],
    ['a response with a Body', { InputType: 'JSON' }, { Body: '[1,2]' }, [1, 2]],
    ['a place in JSON', { InputType: 'JSON', ItemsPointer: '/a~1b/0/list' }, '{"a/b":[{"list":[7]}]}', [7]],
    ['lines of JSON', { InputType: 'JSONL' }, '{"a":1}\n\n[2]\n', [{ a: 1 }, [2]]],
    ['CSV with headers', { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' }, csv, [{ id: '1', name: 'a "quoted", b' }, { id: '2', name: '' }]],
    ['CSV with given headers', { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['x', 'y'] }, '1,2\n3,4,5', [{ x: '1', y: '2' }, { x: '3', y: '4' }]],
    ['CSV with another delimiter', { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', CSVDelimiter: 'PIPE' }, 'a|b\n1,5|2', [{ a: '1,5', b: '2' }]],
    ['some of them', { InputType: 'JSON', MaxItems: 2 }, '[1,2,3]', [1, 2]],
  ])('%s', async (_, config, file, expected) => {
    const run = await items(reader(config), {}, { k: file });
    expect([run.status, run.cause, run.output]).toEqual(['SUCCEEDED', undefined, expected]);
    expect(run.calls[0]).toMatchObject({ state: 'M', resource: GET, input: { Bucket: 'b', Key: 'k' } });
  });

  test('the files of an inventory', async () => {
    const manifest = { sourceBucket: 's', fileFormat: 'CSV', fileSchema: 'Bucket, Key', files: [{ key: 'one.csv' }, { key: 'two.csv' }] };
    const run = await items(reader({ InputType: 'MANIFEST' }), {}, { m: JSON.stringify(manifest), one: '"s","a"\n', two: '"s","b"\n"s","c"\n' });
    expect(run.output).toEqual(['a', 'b', 'c'].map((Key) => ({ Bucket: 's', Key })));
    expect(run.calls.map((c) => (c.input as JsonObject)['Key'])).toEqual(['k', 'one.csv', 'two.csv']);
  });
  test('the files of a manifest of Athena', async () => {
    const run = await items(reader({ InputType: 'JSONL', ManifestType: 'ATHENA_DATA' }), {}, { m: 's3://out/1\ns3://out/2\n', one: '{"n":1}', two: '{"n":2}\n{"n":3}' });
    expect(run.output).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(run.calls.slice(1).map((c) => c.input)).toEqual([{ Bucket: 'out', Key: '1' }, { Bucket: 'out', Key: '2' }]);
  });
  test('a listing, and what stands in its objects', async () => {
    const list = 'arn:aws:states:::s3:listObjectsV2';
    const listing = { Contents: [{ Key: 'folder/' }, { Key: 'a.json' }, { Key: 'b.json' }] };
    expect((await items(reader({}, list), {}, { l: listing })).output).toEqual(listing.Contents);
    const flat = await items(reader({ InputType: 'JSON', Transformation: 'LOAD_AND_FLATTEN' }, list), {}, { l: listing, a: '[1]', b: '[2,3]' });
    expect(flat.output).toEqual([1, 2, 3]);
  });
  test.each<[string, JsonObject, Json]>([
    ['no JSON', { InputType: 'JSON' }, 'nonsense'],
    ['a pointer that leads nowhere', { InputType: 'JSON', ItemsPointer: '/x' }, '{}'],
    ['no list', { InputType: 'JSON' }, '7'],
    ['an inventory without files', { InputType: 'MANIFEST' }, '{}'],
  ])('%s: States.ItemReaderFailed, which can be caught', async (_, config, file) => {
    expect((await items(reader(config), {}, { k: file })).error).toBe('States.ItemReaderFailed');
    const caught = await simulated({ M: { Type: 'Map', ItemProcessor: CHILD, ...reader(config), Catch: [{ ErrorEquals: ['States.ItemReaderFailed'], Next: 'C' }], End: true }, C: { Type: 'Pass', Result: 'caught', End: true } }, { M: [gives(file)] });
    expect(caught.output).toBe('caught');
  });
});

describe('ItemBatcher', () => {
  test.each<[string, JsonObject, Json]>([
    ['so many items', { MaxItemsPerBatch: 2 }, [{ Items: [1, 2] }, { Items: [3] }]],
    ['so many by a path', { MaxItemsPerBatchPath: '$.most' }, [{ Items: [1, 2, 3] }]],
    ['so many bytes', { MaxInputBytesPerBatch: 16 }, [{ Items: [1, 2] }, { Items: [3] }]],
    ['something for all', { MaxItemsPerBatch: 3, BatchInput: { 'm.$': '$.most' } }, [{ BatchInput: { m: 3 }, Items: [1, 2, 3] }]],
  ])('%s', async (_, ItemBatcher, expected) => {
    const run = await items({ ItemsPath: '$.l', ItemBatcher }, { l: [1, 2, 3], most: 3 });
    expect(run.output).toEqual(expected);
  });
});

describe('tolerated failures', () => {
  const run = (more: JsonObject, failing: readonly number[]): Promise<Simulated> =>
    simulated({ M: { Type: 'Map', ItemProcessor: { ...CHILD, StartAt: 'A', States: { A: taskState() } }, End: true, ...more } }, { A: Array.from({ length: 10 }, (_, i) => (failing.includes(i) ? throws('Boom', 'why') : gives(i))) }, { input: Array.from({ length: 10 }, (_, i) => i) });
  test.each<[string, JsonObject, readonly number[], boolean]>([
    ['none without a threshold', {}, [3], false],
    ['as many as are tolerated', { ToleratedFailureCount: 2 }, [3, 4], true],
    ['one more', { ToleratedFailureCount: 2 }, [3, 4, 5], false],
    ['a share', { ToleratedFailurePercentage: 30 }, [1, 2, 3], true],
    ['a larger share', { ToleratedFailurePercentage: 30 }, [1, 2, 3, 4], false],
    ['all of them', { ToleratedFailurePercentage: 100 }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], true],
  ])('%s', async (_, more, failing, well) => {
    const { status, error, output, types } = await run(more, failing);
    expect([status, error]).toEqual(well ? ['SUCCEEDED', undefined] : ['FAILED', 'States.ExceedToleratedFailureThreshold']);
    if (well) expect(output).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((i) => !failing.includes(i)));
    expect(types.slice(well ? -4 : -3)).toEqual(well ? ['MapRunSucceeded', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded'] : ['MapRunFailed', 'MapStateFailed', 'ExecutionFailed']);
  });
});

describe('children', () => {
  test('have histories of their own, and see no variables', async () => {
    const P = { Type: 'Pass', Output: { sees: '{% $exists($x) %}', input: '{% $states.input %}', context: '{% $states.context.Execution.Input %}' }, End: true };
    const run = await simulated({ Set: { Type: 'Pass', Assign: { x: 1 }, Output: [5], Next: 'M' }, M: { Type: 'Map', ItemProcessor: { ...CHILD, States: { P } }, End: true } }, {}, { machine: { QueryLanguage: 'JSONata' } });
    expect(run.output).toEqual([{ sees: false, input: 5, context: 5 }]);
    expect(run.types).toEqual(['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'MapStateEntered', 'MapStateStarted', 'MapRunStarted', 'MapRunSucceeded', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded']);
    expect(run.children.map((c) => c.events.map((e) => e.type))).toEqual([['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded']]);
  });
});

describe('ResultWriter', () => {
  const write = async (ResultWriter: JsonObject): Promise<Json | undefined> => (await items({ ResultWriter }, [[1], [2, 3]])).output;
  test('to S3: where the manifest is', async () => {
    expect(await write({ Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'b', Prefix: 'out/' } })).toEqual({
      MapRunArn: expect.stringMatching(/^arn:aws:states:us-east-1:111111111111:mapRun:machine\/M:/) as unknown,
      ResultWriterDetails: { Bucket: 'b', Key: expect.stringMatching(/^out\/[0-9a-f-]{36}\/manifest.json$/) as unknown },
    });
  });
  test('COMPACT, FLATTEN and NONE', async () => {
    expect(await write({ WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSON' } })).toEqual([[1], [2, 3]]);
    expect(await write({ WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSON' } })).toEqual([1, 2, 3]);
    expect(await write({ WriterConfig: { Transformation: 'NONE', OutputType: 'JSON' } })).toMatchObject([{ Input: '[1]', Output: '[1]', Status: 'SUCCEEDED' }, { Input: '[2,3]' }]);
  });
});
