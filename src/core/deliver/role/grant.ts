import type { Known } from './known.ts';
import { ANY, isOpen, isToken, join, type Text, type Token } from './text.ts';

/** A parameter of the role's template that asks for what the definition does not say. */
export interface Asked {
  readonly name: string;
  readonly description: string;
  /** A list of ARNs, else one text that stands for a name. */
  readonly list: boolean;
  readonly default?: string;
}

/** One permission that a state machine needs, before equal ones are put together. */
export interface Grant {
  /** Of the statement: what it is for, in one word of letters. */
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly (Text | Asked)[];
  readonly condition?: Condition;
}

/** Operator → condition key → values. */
export type Condition = Readonly<Record<string, Readonly<Record<string, readonly Text[]>>>>;

/** What the rules of a service know besides the call. */
export interface Surroundings {
  /** Name of the state machine. */
  readonly machine: Text;
  /** The token stands for an ARN, not for a name. */
  isArn(token: string): boolean;
  /** Says what is needed and cannot be generated. */
  gap(state: string, problem: string): void;
}

/** Every resource. Only for actions of the table in `wildcards.ts`. */
export const EVERY: Text = [ANY];

const token = (name: string): Token => ({ token: name });
const PARTITION = token('AWS::Partition');
const REGION = token('AWS::Region');
const ACCOUNT = token('AWS::AccountId');

/** `arn:<partition>:<service>:<region>:<account>:<rest>` of the account and region in which the machine runs. */
export function arn(service: string, ...rest: readonly (Text | string)[]): Text {
  return join(['arn:', PARTITION, `:${service}:`, REGION, ':', ACCOUNT, ':'], ...rest);
}

/** An ARN without an account, as models and events of AWS itself have. */
export function arnOfAws(service: string, ...rest: readonly (Text | string)[]): Text {
  return join(['arn:', PARTITION, `:${service}:`, REGION, '::'], ...rest);
}

/** An ARN without region and account, as buckets have. */
export function arnOfBucket(...rest: readonly (Text | string)[]): Text {
  return join(['arn:', PARTITION, ':s3:::'], ...rest);
}

/** Is the text an ARN as it stands? A token is one if its parameter says so. */
export function isArn(text: Text, around: Surroundings): boolean {
  const [first] = text;
  return typeof first === 'string' ? first.startsWith('arn:') : isToken(first) && around.isArn(first.token);
}

/** The role asks for ARNs that the definition leaves to the run. */
export function askArns(name: string, what: string): Asked {
  return { name, list: true, description: `ARNs of ${what}; the definition leaves them to the run` };
}

/**
 * Resources of what a value names: as it is where it is an ARN, else made of the name. Where nothing is known of it, the
 * role asks for ARNs.
 */
export function named(known: Known | undefined, ask: Asked, around: Surroundings, ofName: (name: Text) => Text): readonly (Text | Asked)[] {
  return (known?.texts ?? [EVERY]).map((text) => (isOpen(text) ? ask : isArn(text, around) ? text : ofName(text)));
}

/** Resources of a member that takes nothing but an ARN. */
export function arnsOf(known: Known | undefined, ask: Asked): readonly (Text | Asked)[] {
  return (known?.texts ?? [EVERY]).map((text) => (isOpen(text) ? ask : text));
}

/** Resources of one type whose names may be made at run: a name of which nothing is known is a parameter that admits all, and can be narrowed. */
export function ofType(service: string, type: string, known: Known | undefined, around: Surroundings): readonly Text[] {
  return (known?.texts ?? [EVERY]).flatMap((text): readonly Text[] => {
    if (isArn(text, around)) return [text];
    const name = isOpen(text) ? [token(openName(type))] : text;
    const small = name.map((p) => (typeof p === 'string' ? p.toLowerCase() : p));
    // SageMaker writes the names in its ARNs in small letters; IAM compares them letter by letter.
    return [name, small].map((n) => arn(service, `${type}/`, n)).slice(0, join(small).join() === join(name).join() ? 1 : 2);
  });
}

/** `processing-job` → `ProcessingJobNames`: the parameter for names that are only known at run. */
export function openName(type: string): string {
  return `${type.replace(/(?:^|-)(\w)/g, (_all, c: string) => c.toUpperCase())}Names`;
}
