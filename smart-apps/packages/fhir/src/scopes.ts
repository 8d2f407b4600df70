/** What one SMART scope lets its holder do: `c`reate, `r`ead, `u`pdate, `d`elete, `s`earch. */
export type Interaction = 'c' | 'r' | 'u' | 'd' | 's';

interface Grant {
  readonly type: string;
  readonly interactions: ReadonlySet<Interaction>;
}

const resourceScope = /^(?:user|patient|system)\/(\*|[A-Za-z]+)\.([a-z*]+)(?:\?.*)?$/;
const olderWords: Record<string, string> = { read: 'rs', write: 'cud', '*': 'cruds' };

/** The scopes that the server granted, ready to be asked. Both spellings are read: `.rs` of SMART 2 and `.read` of SMART 1. */
export class Scopes {
  private readonly grants: readonly Grant[];

  constructor(readonly text: string) {
    this.grants = text.split(/\s+/).flatMap((scope) => {
      const [, type, what] = resourceScope.exec(scope) ?? [];
      if (!type || !what) return [];
      return [{ type, interactions: new Set((olderWords[what] ?? what).split('') as Interaction[]) }];
    });
  }

  allow(type: string, interaction: Interaction): boolean {
    return this.grants.some(
      (grant) => (grant.type === '*' || grant.type === type) && grant.interactions.has(interaction),
    );
  }
}
