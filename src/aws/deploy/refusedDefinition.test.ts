import { expect, test } from 'vitest';
import { diagnosticsIn } from './refusedDefinition.ts';

const of = (said: string) => diagnosticsIn(`InvalidDefinition: Invalid State Machine Definition: '${said}'`);

test('each place with what is wrong there', () => {
  expect(of(`MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at /States/pass1/Next, MISSING_TRANSITION_TARGET: State "pass2" is not reachable. at /States/pass2`)).toEqual([
    { severity: 'ERROR', code: 'MISSING_TRANSITION_TARGET', message: "Missing 'Next' target: pass3", location: '/States/pass1/Next' },
    { severity: 'ERROR', code: 'MISSING_TRANSITION_TARGET', message: 'State "pass2" is not reachable.', location: '/States/pass2' },
  ]);
});
test('a name with a comma and a word in capitals stays one', () => expect(of('SCHEMA_VALIDATION_FAILED: The field "A, B" at all is wrong. at /States/Train, TEST at once/Resource').map((d) => d.location)).toEqual(['/States/Train, TEST at once/Resource']));
test('nothing said, no place', () => expect(of('SCHEMA_VALIDATION_FAILED at ')).toEqual([{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message: 'AWS does not say what is wrong here.', location: undefined }]));
test('another form', () => expect(diagnosticsIn('Something else')).toEqual([]));
