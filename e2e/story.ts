import { test as plain } from '@playwright/test';

/**
 * The `test` of every story. Whatever it tells, the page logs no warning and no error, throws nothing, and asks for nothing
 * that is not there: in all tabs, until the story ends.
 */
export const test = plain.extend<{ readonly expected: RegExp | null; readonly quiet: void }>({
  /** What the story brings about on purpose, and the browser logs. */
  expected: [null, { option: true }],
  quiet: [async ({ context, expected }, use) => {
    const heard: string[] = [];
    context.on('console', (message) => {
      if (message.type() === 'warning' || message.type() === 'error') heard.push(`${message.type()}: ${message.text()}`);
    });
    context.on('weberror', (error) => heard.push(`thrown: ${error.error().message}`));
    context.on('response', (response) => {
      if (response.status() >= 400) heard.push(`${response.status()} ${response.url()}`);
    });
    await use();
    plain.expect(heard.filter((line) => !expected?.test(line)), 'what the page logged').toEqual([]);
  }, { auto: true }],
});

export { expect } from '@playwright/test';
