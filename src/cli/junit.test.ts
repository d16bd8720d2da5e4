import { expect, test } from 'vitest';
import { junitXml } from './junit.ts';

test('counts, a failure with its lines, an error apart from it', () => {
  const xml = junitXml('income', [
    { name: 'good', seconds: 0.25, failures: [], errors: [], output: 'SUCCEEDED' },
    { name: 'bad', seconds: 0.5, failures: ['status is FAILED, not SUCCEEDED', 'x ran'], errors: [], output: '' },
    { name: 'broken', seconds: 0, failures: ['was not run'], errors: ['no such step'], output: '' },
  ]);
  expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3" failures="1" errors="1" time="0.750">
  <testsuite name="income" tests="3" failures="1" errors="1" time="0.750" skipped="0">
    <testcase classname="income" name="good" time="0.250">
      <system-out>SUCCEEDED</system-out>
    </testcase>
    <testcase classname="income" name="bad" time="0.500">
      <failure message="status is FAILED, not SUCCEEDED" type="failure">status is FAILED, not SUCCEEDED
x ran</failure>
    </testcase>
    <testcase classname="income" name="broken" time="0.000">
      <error message="no such step" type="error">no such step</error>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test('names and values cannot break the XML', () => {
  const hostile = `a<b>&"'\u0000\u001b]]>\n\t\r\uD800 \u{1F600}\uFFFF`;
  const xml = junitXml(hostile, [{ name: hostile, seconds: 0, failures: [hostile], errors: [], output: hostile }]);
  expect(xml).toContain(`name="a&lt;b&gt;&amp;&quot;'\uFFFD\uFFFD]]&gt;&#10;&#9;&#13;\uFFFD \u{1F600}\uFFFD"`);
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\uFFFF]/);
  expect(xml.match(/<\/?[a-z-]+/g)?.filter((t) => t.startsWith('<b'))).toEqual([]);
});
