/** `<name>.tests.json` or `<name>.mocks.json` beside `<name>.cauce.json`, from the pipeline's file name or path. */
export function besideName(file: string, what: 'tests' | 'mocks'): string {
  return `${file.replace(/(\.cauce)?\.json$/, '')}.${what}.json`;
}
