import { FEWEST, MOST } from './circle-sizes.js';

/** Who suits whom, what a circle is worth, and who must be together. */
export interface Company {
  readonly count: number;
  readonly suits: (one: number, other: number) => boolean;
  readonly worthOf: (members: readonly number[]) => number;
  /** Pairs, the most important first. */
  readonly musts: readonly (readonly [number, number])[];
}

export interface Completed {
  readonly circles: number[][];
  /** Who has no circle. */
  readonly out: number[];
}

/**
 * Circles of three to six without a clash, made of some that may have clashes: whoever clashes most goes out, musts come together
 * at the cost of anybody else's place, and whoever is out comes in again where there is room, where somebody can move on for
 * them, or where those who are out and some from larger circles make one more.
 */
export function completed(given: readonly (readonly number[])[], company: Company): Completed {
  const completion = new Completion(given, company);
  completion.run();
  return completion.result();
}

/** People who must be together, and suit each other; most often one. */
type Unit = readonly number[];

class Completion {
  private circles: number[][];
  private readonly unitOf: Unit[];
  private readonly out = new Set<Unit>();

  constructor(
    given: readonly (readonly number[])[],
    private readonly company: Company,
  ) {
    this.circles = given.map((members) => [...members]);
    this.unitOf = unitsOf(company);
    const placed = new Set(given.flat());
    for (const unit of this.unitOf) if (!unit.some((one) => placed.has(one))) this.out.add(unit);
  }

  run(): void {
    for (const circle of this.circles) this.withoutClashes(circle);
    for (const unit of new Set(this.unitOf)) {
      if (unit.length > 1 && !this.isIn(unit)) this.force(unit);
    }
    this.dissolveShort();
    this.bringAllIn();
    for (const unit of [...this.out]) if (unit.length > 1) this.part(unit);
    this.bringAllIn();
  }

  private isIn(unit: Unit): boolean {
    return this.circles.some((circle) => circle.length >= FEWEST && unit.every((one) => circle.includes(one)));
  }

  result(): Completed {
    return { circles: this.circles.filter((circle) => circle.length > 0), out: [...this.out].flat() };
  }

  private withoutClashes(circle: number[]): void {
    for (;;) {
      const clashes = circle.map(
        (one) => circle.filter((other) => other !== one && !this.company.suits(one, other)).length,
      );
      const most = Math.max(0, ...clashes);
      if (most === 0) return;
      this.takeOut(circle, this.unitOf[circle[clashes.indexOf(most)] as number] as Unit);
    }
  }

  private takeOut(circle: number[], unit: Unit): void {
    for (const one of unit) if (circle.includes(one)) circle.splice(circle.indexOf(one), 1);
    this.out.add(unit);
  }

  /** Together in the circle where the fewest have to go for it, else in one of their own with whoever suits them. */
  private force(unit: Unit): void {
    for (const circle of this.circles) {
      if (unit.some((one) => circle.includes(one))) this.takeOut(circle, unit);
    }
    this.out.delete(unit);
    const stays = this.circles.map((circle) => this.stayingWith(unit, circle));
    const fits = stays.filter((staying) => staying.length + unit.length >= FEWEST);
    const best = fits.reduce<number[]>((most, staying) => (staying.length > most.length ? staying : most), []);
    const target = this.circles[stays.indexOf(best)];
    if (target && best.length > 0) {
      for (const one of [...target]) if (!best.includes(one)) this.takeOut(target, this.unitOf[one] as Unit);
      target.push(...unit);
      return;
    }
    if (unit.length >= FEWEST) this.circles.push([...unit]);
    else if (!this.gather(unit, 0)) this.out.add(unit);
  }

  /** As many of a circle as suit them all and have room with them. */
  private stayingWith(unit: Unit, circle: readonly number[]): number[] {
    const staying: number[] = [];
    for (const one of circle) {
      const own = this.unitOf[one] as Unit;
      if (staying.includes(one) || !this.suitsAll(own, unit) || staying.length + own.length + unit.length > MOST)
        continue;
      staying.push(...own);
    }
    return staying;
  }

  private dissolveShort(): void {
    for (const circle of this.circles) {
      if (circle.length >= FEWEST) continue;
      for (const one of [...circle]) this.takeOut(circle, this.unitOf[one] as Unit);
    }
    this.circles = this.circles.filter((circle) => circle.length > 0);
  }

  private bringAllIn(): void {
    for (const unit of [...this.out].sort((one, other) => other.length - one.length)) {
      if (this.out.has(unit)) this.bringIn(unit);
    }
  }

  /** No circle has all of them: each comes in alone. */
  private part(unit: Unit): void {
    this.out.delete(unit);
    for (const one of unit) {
      this.unitOf[one] = [one];
      this.out.add(this.unitOf[one]);
    }
  }

  private bringIn(unit: Unit): void {
    if (this.join(unit) || this.joinForSomebody(unit) || this.gather(unit, FEWEST)) this.out.delete(unit);
  }

  /** Where all suit them, there is room, and it is worth most. */
  private join(unit: Unit): boolean {
    const target = this.bestFor(unit, this.circles);
    target?.push(...unit);
    return target !== undefined;
  }

  private bestFor(unit: Unit, circles: readonly number[][]): number[] | undefined {
    const { worthOf } = this.company;
    let [best, most] = [undefined as number[] | undefined, -Infinity];
    for (const circle of circles) {
      if (circle.length + unit.length > MOST || !this.suitsAll(unit, circle)) continue;
      const gain = worthOf([...circle, ...unit]) - worthOf(circle);
      if (gain > most) [best, most] = [circle, gain];
    }
    return best;
  }

  /** Somebody goes on to another circle, and they come in their place. */
  private joinForSomebody(unit: Unit): boolean {
    for (const circle of this.circles) {
      for (const leaving of new Set(circle.map((one) => this.unitOf[one] as Unit))) {
        const rest = circle.filter((one) => !leaving.includes(one));
        const size = rest.length + unit.length;
        if (size < FEWEST || size > MOST || !this.suitsAll(unit, rest)) continue;
        const others = this.circles.filter((other) => other !== circle);
        const target = this.bestFor(leaving, others);
        if (!target) continue;
        target.push(...leaving);
        circle.splice(0, circle.length, ...rest, ...unit);
        return true;
      }
    }
    return false;
  }

  /** One circle more: of those who are out, and of others whose circles have at least so many left. */
  private gather(unit: Unit, leaveAtLeast: number): boolean {
    const fresh = [...unit];
    const add = (other: Unit) => {
      const fits =
        fresh.length + other.length <= MOST && this.suitsAll(other, fresh) && !other.some((one) => fresh.includes(one));
      if (fits) fresh.push(...other);
      return fits;
    };
    const fromOut = [...this.out].filter((other) => other !== unit && add(other));
    const left: [number[], Unit][] = [];
    for (const circle of this.circles) {
      for (const other of new Set(circle.map((one) => this.unitOf[one] as Unit))) {
        if (fresh.length >= FEWEST) break;
        const gone = left.reduce((sum, [from, some]) => sum + (from === circle ? some.length : 0), 0);
        if (circle.length - gone - other.length >= leaveAtLeast && add(other)) left.push([circle, other]);
      }
    }
    if (fresh.length < FEWEST) return false;
    for (const other of fromOut) this.out.delete(other);
    for (const [circle, other] of left)
      circle.splice(0, circle.length, ...circle.filter((one) => !other.includes(one)));
    this.circles.push(fresh);
    return true;
  }

  private suitsAll(unit: Unit, others: readonly number[]): boolean {
    return unit.every((one) => others.every((other) => one === other || this.company.suits(one, other)));
  }
}

/** Musts that share somebody are one, as long as all of it suit each other and fit into a circle. */
function unitsOf({ count, musts, suits }: Company): Unit[] {
  const unitOf = Array.from({ length: count }, (_, person): Unit => [person]);
  for (const [one, other] of musts) {
    const [first, second] = [unitOf[one] as Unit, unitOf[other] as Unit];
    const fit = first.every((mine) => second.every((theirs) => suits(mine, theirs)));
    if (first === second || first.length + second.length > MOST || !fit) continue;
    const unit = [...first, ...second];
    for (const person of unit) unitOf[person] = unit;
  }
  return unitOf;
}
