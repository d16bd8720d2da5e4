/** What a person signed in with gives: texts that must not be kept longer than the tab. */
export interface Tokens {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Milliseconds since 1970, by AWS's clock. */
  readonly expiresAt: number;
  /** How they were got, which is how they are renewed. */
  readonly by: 'code' | 'password';
}

/** What a user pool wants besides name and password. */
export type FurtherStep =
  /** In place of a temporary password. `refused`: what was wrong with the one before, in words. */
  | { readonly kind: 'new-password'; readonly refused: string | undefined }
  /** Of a second factor: shown by the person's app, or sent to them. */
  | { readonly kind: 'code'; readonly by: 'app' | 'message'; readonly refused: string | undefined };
/** Asks the person; rejects where they give up. */
export type AskFurther = (step: FurtherStep) => Promise<string>;

/** Temporary keys. In memory only. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Milliseconds since 1970, by AWS's clock; undefined where nobody said. */
  readonly expiresAt?: number;
}

/** Keys that are renewed before they end; one request for them at a time. */
export interface KeyRing {
  readonly keys: () => Promise<AwsKeys>;
  /** AWS takes these keys for expired, whatever their date says: the next ones are fetched. */
  readonly renew: () => Promise<void>;
  readonly idToken: () => string | undefined;
}

/** Who the calls of a session are made as. */
export interface Identity {
  readonly arn: string;
  readonly account: string;
  /** Name of the role, or of the user where long-lived keys were pasted. */
  readonly role: string;
  /** As the person knows themself: e-mail address or user name; undefined for pasted keys. */
  readonly person: string | undefined;
  /** When the keys end, in milliseconds since 1970 by AWS's clock; renewed while the sign-in lasts. */
  readonly expiresAt: number | undefined;
  /** Roles that the person may choose among, by the token; empty where the pool chooses. */
  readonly roles: readonly string[];
}
