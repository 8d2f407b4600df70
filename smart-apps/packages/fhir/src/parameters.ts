import type { Coding, FhirResource, Parameters, ParametersParameter, Reference } from 'fhir/r4';

/** Reads the nested parameters of an answer by name, without a cast anywhere else. */
export class Part {
  constructor(private readonly parts: readonly ParametersParameter[]) {}

  static of(answer: Parameters): Part {
    return new Part(answer.parameter ?? []);
  }

  all(name: string): Part[] {
    return this.parts.filter((part) => part.name === name).map((part) => new Part(part.part ?? []));
  }

  one(name: string): Part {
    return new Part(this.named(name)?.part ?? []);
  }

  text(name: string): string | undefined {
    const part = this.named(name);
    return (
      part?.valueString ??
      part?.valueCode ??
      part?.valueUri ??
      part?.valueInstant ??
      part?.valueDateTime ??
      part?.valueId
    );
  }

  /** Of a part that comes more than once. */
  texts(name: string): string[] {
    return this.parts.flatMap((part) => {
      const text = part.name === name ? (part.valueString ?? part.valueCode) : undefined;
      return text ? [text] : [];
    });
  }

  number(name: string): number | undefined {
    const part = this.named(name);
    return part?.valueInteger ?? part?.valueUnsignedInt ?? part?.valueDecimal;
  }

  flag(name: string): boolean | undefined {
    return this.named(name)?.valueBoolean;
  }

  coding(name: string): Coding | undefined {
    return this.named(name)?.valueCoding;
  }

  reference(name: string): Reference | undefined {
    return this.named(name)?.valueReference;
  }

  /** Of a part that comes more than once. */
  references(name: string): Reference[] {
    return this.parts.flatMap((part) => (part.name === name && part.valueReference ? [part.valueReference] : []));
  }

  resource(name: string): FhirResource | undefined {
    return this.named(name)?.resource;
  }

  private named(name: string): ParametersParameter | undefined {
    return this.parts.find((part) => part.name === name);
  }
}
