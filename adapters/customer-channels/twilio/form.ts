/** The parameters of a webhook, each read as one value; what is missing is the empty string. */
export type Form = (name: string) => string;

export const formOf =
  (parameters: Readonly<Record<string, string | string[]>>): Form =>
  (name) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return (Array.isArray(value) ? value[0] : value) ?? '';
  };
