import { BudgetExceeded } from './jsonataBudget.ts';

/** Such a text an ambiguous pattern gets through in well under a second. */
const LONGEST_SUBJECT = 24;

/**
 * A regular expression that cannot hang: one whose time doubles with each character, as `(a+)+`, takes short texts only.
 * JavaScript offers no way to stop a match once it runs.
 */
export class GuardedRegExp extends RegExp {
  private readonly isSlow = isExponential(this.source);

  override exec(text: string): RegExpExecArray | null {
    if (this.isSlow && text.length > LONGEST_SUBJECT) throw new BudgetExceeded(`The expression matches /${this.source}/, whose repetitions inside a repetition may never end, with a text of more than ${LONGEST_SUBJECT} characters.`);
    return super.exec(text);
  }
}

const GROUP = /\((?:\?(?:[:=!]|<[=!]|<\w+>))?([^()]*)\)(?=([*+]|\{\d+,\})?)/;
const REPEATED = /[*+]|\{\d+,\}/;
const QUANTIFIED = /.(?:[*+?]|\{\d+(?:,\d*)?\})\??/g;

/** Whether a group is repeated of which a part is repeated with nothing around that must be there, so that a text divides into rounds in many ways. */
export function isExponential(pattern: string): boolean {
  let rest = pattern.replace(/\\[^]/g, 'e').replace(/\[[^\]]*\]/g, 'c');
  for (let group = GROUP.exec(rest); group !== null; group = GROUP.exec(rest)) {
    const [whole, body = '', repeated] = group;
    if (repeated !== undefined && body.split('|').some((branch) => REPEATED.test(branch) && branch.replace(QUANTIFIED, '').replace(/[$^]/g, '') === '')) return true;
    rest = rest.replace(whole, () => (REPEATED.test(body) && repeated === undefined ? 'g+' : 'g'));
  }
  return false;
}
