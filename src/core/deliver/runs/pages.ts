/** A listing read page by page, newest first, as far as it is known. */
export interface Listing<R> {
  readonly runs: readonly R[];
  /** AWS's word for the page after the last; undefined where all is known. */
  readonly next: string | undefined;
}
interface Listed {
  readonly arn: string;
  readonly startedAt: Date;
}

/**
 * The first page, read again: what it says replaces what was known of that time, and older runs stay. Where so many are new that
 * nothing of the page was known before, something may lie between, and older runs are given up: they are read again on request.
 */
export function withFirstPage<R extends Listed>(known: Listing<R>, page: Listing<R>): Listing<R> {
  const last = page.runs.at(-1);
  if (last === undefined || page.next === undefined) return page;
  const before = new Set(known.runs.map((r) => r.arn));
  if (!page.runs.some((r) => before.has(r.arn))) return page;
  const read = new Set(page.runs.map((r) => r.arn));
  const older = known.runs.filter((r) => !read.has(r.arn) && r.startedAt.getTime() <= last.startedAt.getTime());
  return older.length === 0 ? page : { runs: [...page.runs, ...older], next: known.next };
}

/** The next page put after what is known; what began between two readings is not put in twice. */
export function withNextPage<R extends Listed>(known: Listing<R>, page: Listing<R>): Listing<R> {
  const before = new Set(known.runs.map((r) => r.arn));
  return { runs: [...known.runs, ...page.runs.filter((r) => !before.has(r.arn))], next: page.next };
}
