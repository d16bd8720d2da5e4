import type { SampleEntry, SampleSource } from '../store/files/fileActions.ts';

/** The samples that come with the site: below the page, wherever it is served from. */
export const siteSamples: SampleSource = {
  list: async () => JSON.parse(await fetchText('index.json')) as readonly SampleEntry[],
  text: (name) => fetchText(`${name}.cauce.json`),
};

async function fetchText(file: string): Promise<string> {
  const answer = await fetch(`${import.meta.env.BASE_URL}samples/${file}`);
  if (!answer.ok) throw new Error(`the site has no samples/${file} (${answer.status})`);
  return answer.text();
}
