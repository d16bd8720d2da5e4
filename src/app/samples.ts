/** Text of a sample that comes with the site. */
export async function fetchSample(name: string): Promise<string> {
  const answer = await fetch(`${import.meta.env.BASE_URL}samples/${name}.cauce.json`);
  if (!answer.ok) throw new Error(`the site has no sample ${name} (${answer.status})`);
  return answer.text();
}
