import type { Access } from './client';
import { Scopes } from './scopes';

/** What the authorization server answered, as far as the apps use it. */
export interface Grant {
  readonly accessToken: string;
  readonly scope: string;
  readonly fhirUser: string | undefined;
  readonly idToken: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export type SessionState = 'open' | 'ended';

// A token is renewed before it runs out, so that no request meets a 401 in the ordinary course.
const early = 60_000;

/**
 * The signed-in person's token. It is renewed in silence; when that fails the session is `ended`, requests wait, and
 * they go on with the new grant once the person has signed in again: nothing that was typed is lost.
 */
export class Session implements Access {
  private state: SessionState = 'open';
  private renewing: Promise<string> | undefined;
  private resume: ((token: string) => void) | undefined;
  private readonly watchers = new Set<() => void>();
  readonly scopes: Scopes;

  constructor(
    private grant: Grant,
    private readonly refresh: () => Promise<Grant>,
  ) {
    this.scopes = new Scopes(grant.scope);
  }

  get fhirUser(): string | undefined {
    return this.grant.fhirUser;
  }

  get idToken(): string | undefined {
    return this.grant.idToken;
  }

  readonly current = (): SessionState => this.state;

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  async token(): Promise<string> {
    const stale = Date.now() > this.grant.expiresAt - early;
    return stale || this.renewing ? this.renew(this.grant.accessToken) : this.grant.accessToken;
  }

  renew(refused: string): Promise<string> {
    if (refused !== this.grant.accessToken) return Promise.resolve(this.grant.accessToken);
    this.renewing ??= this.refreshed().finally(() => (this.renewing = undefined));
    return this.renewing;
  }

  /** A new sign-in by the same person: what waited goes on. */
  signedInAgain(grant: Grant): void {
    this.grant = grant;
    this.become('open');
    this.resume?.(grant.accessToken);
    this.resume = undefined;
  }

  private async refreshed(): Promise<string> {
    try {
      this.grant = await this.refresh();
      return this.grant.accessToken;
    } catch {
      const again = new Promise<string>((resolve) => (this.resume = resolve));
      this.become('ended');
      return again;
    }
  }

  private become(state: SessionState): void {
    this.state = state;
    this.watchers.forEach((watcher) => watcher());
  }
}
