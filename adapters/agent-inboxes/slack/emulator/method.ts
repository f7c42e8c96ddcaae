import type { Arguments } from './arguments';
import type { Emulation } from './emulation';
import type { Json } from './wire';
import type { Token } from './workspace';

/** Calls a minute that a method takes; `special` ones have rules of their own. */
export type Tier = 'T1' | 'T2' | 'T3' | 'T4' | 'special';

export interface Call {
  readonly name: string;
  readonly args: Arguments;
  /** Null where the method needs none. */
  readonly token: Token | null;
  /** The secret it came as; only for methods about tokens. */
  readonly secret: string | undefined;
  readonly scopes: ReadonlySet<string>;
  /** Credentials of HTTP Basic, which OAuth takes for client id and secret. */
  readonly basic: { readonly user: string; readonly password: string } | null;
  warn(warning: string): void;
}

export interface Method {
  /** Any of them is enough; empty: none needed. */
  readonly scopes: readonly string[];
  readonly tier: Tier;
  /** Documents `application/json` bodies. */
  readonly json: boolean;
  readonly required: readonly string[];
  /** `none`: called without a token. `app`: with an `xapp-` token only. */
  readonly token?: 'none' | 'app';
  run(call: Call, emulation: Emulation): Json | Promise<Json>;
}

export type Methods = Readonly<Record<string, Method>>;
