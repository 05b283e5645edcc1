// JSON whose numbers keep their digits: a printed 0.50 is another statement than 0.5.
export class Num {
  constructor(text) {
    this.text = text;
  }
}

// A place for something that is missing; it is left out of what is sent.
export const EMPTY = Symbol("empty");

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const SPACE = /\s*/y;
export const isNumber = (text) => /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text);

export function read(text) {
  let at = 0;
  const take = (pattern) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    at += found?.length ?? 0;
    return found;
  };
  const skip = (sign) => {
    take(SPACE);
    if (text[at] !== sign) return false;
    at += 1;
    take(SPACE);
    return true;
  };
  const word = (name, value) => (text.startsWith(name, at) ? ((at += name.length), [value]) : null);

  function members(end, one) {
    if (skip(end)) return;
    do one(); while (skip(","));
    if (!skip(end)) throw new SyntaxError(`no ${end} at ${at}`);
  }

  function value() {
    take(SPACE);
    if (skip("{")) {
      const found = Object.create(null);
      members("}", () => {
        const name = JSON.parse(take(STRING));
        skip(":");
        found[name] = value();
      });
      return found;
    }
    if (skip("[")) {
      const found = [];
      members("]", () => found.push(value()));
      return found;
    }
    const string = take(STRING);
    if (string !== null) return JSON.parse(string);
    const plain = word("true", true) ?? word("false", false) ?? word("null", null);
    if (plain) return plain[0];
    const number = take(NUMBER);
    if (number === null || number === "") throw new SyntaxError(`no value at ${at}`);
    return new Num(number);
  }
  return value();
}

export function write(value) {
  if (value instanceof Num) return value.text;
  if (Array.isArray(value)) return `[${value.filter((each) => each !== EMPTY).map(write).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    const given = Object.entries(value).filter(([, each]) => each !== EMPTY);
    return `{${given.map(([name, each]) => `${JSON.stringify(name)}: ${write(each)}`).join(", ")}}`;
  }
  return JSON.stringify(value);
}
