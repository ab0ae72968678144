/** Reads something of an object once, and keeps it as long as the object is kept. */
export function oncePer<Owner extends object, Value extends object>(
  read: (owner: Owner) => Value,
): (owner: Owner) => Value {
  const known = new WeakMap<Owner, Value>();
  return (owner) => {
    const value = known.get(owner) ?? read(owner);
    known.set(owner, value);
    return value;
  };
}
