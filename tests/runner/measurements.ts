// What tests print about what they have measured, told apart from what the test program prints.

const BEGIN = /^-{3,} (?:\w+ )?output -{3,}$/;
const END = /^-{3,} (?:\w+ )?output end -{3,}$/;

/** The lines that tests printed while they ran, in order. */
export function figuresOf(output: string): string[] {
  const figures: string[] = [];
  let inside = false;
  for (const line of output.split("\n")) {
    if (END.test(line)) inside = false;
    else if (BEGIN.test(line)) inside = true;
    else if (inside && line.trim() !== "") figures.push(line.trim());
  }
  return figures;
}
