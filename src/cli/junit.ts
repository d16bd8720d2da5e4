/** One test of a JUnit report. */
export interface JunitCase {
  readonly name: string;
  /** How long it took, in seconds of the clock on the wall. */
  readonly seconds: number;
  /** What was expected and did not happen. */
  readonly failures: readonly string[];
  /** Why it could not be run; it is then an error, not a failure. */
  readonly errors: readonly string[];
  /** Further lines for whoever reads the report. */
  readonly output: string;
}

/** The XML that CI systems read as JUnit's (elements and attributes of the Ant task's report, as Jenkins' schema has them). */
export function junitXml(suite: string, cases: readonly JunitCase[]): string {
  const failed = cases.filter((c) => c.errors.length === 0 && c.failures.length > 0).length;
  const broken = cases.filter((c) => c.errors.length > 0).length;
  const seconds = cases.reduce((sum, c) => sum + c.seconds, 0);
  const counts = `tests="${cases.length}" failures="${failed}" errors="${broken}" time="${seconds.toFixed(3)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${attribute(suite)}" ${counts} skipped="0">`,
    ...cases.flatMap((c) => testCase(suite, c)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(suite: string, { name, seconds, failures, errors, output }: JunitCase): readonly string[] {
  const [element, lines] = errors.length > 0 ? (['error', errors] as const) : (['failure', failures] as const);
  return [
    `    <testcase classname="${attribute(suite)}" name="${attribute(name)}" time="${seconds.toFixed(3)}">`,
    ...(lines[0] === undefined ? [] : [`      <${element} message="${attribute(lines[0])}" type="${element}">${text(lines.join('\n'))}</${element}>`]),
    ...(output === '' ? [] : [`      <system-out>${text(output)}</system-out>`]),
    '    </testcase>',
  ];
}

/** What XML 1.0 does not allow at all, not even as a reference, stands as U+FFFD. */
function text(value: string): string {
  return value
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** Readers turn line breaks and tabs of attributes into spaces unless they are references. */
function attribute(value: string): string {
  return text(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
