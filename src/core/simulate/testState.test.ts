import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCorpora } from '../../testing/corpora.ts';
import { withoutPointers } from '../../testing/withoutPointers.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { testState, type TestStateRequest } from './testState.ts';

/** Calls of `TestState` recorded from AWS: one state, its mock, and the data after each filter. */
const folder = findCorpora('aws-recorded-teststate');

describe.skipIf(folder === null)('TestState as AWS answers it', () => {
  const files = folder === null ? [] : readdirSync(folder).filter((f) => f.endsWith('.json'));
  test.each(files)('%s', async (file) => {
    const { request, response, ignore } = JSON.parse(readFileSync(join(folder ?? '', file), 'utf8')) as { request: TestStateRequest; response: JsonObject; ignore: string[] };
    const answered = (await testState(request)) as unknown as Json;
    expect(withoutPointers({ response: answered }, ignore)).toEqual(withoutPointers({ response }, ignore));
  });
});
