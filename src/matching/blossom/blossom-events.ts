/** What happens when: a binary heap of numbers by time, earliest first. A number may wait more than once. */
export class EventQueue {
  private times = new Float64Array(1024);
  private numbers = new Int32Array(1024);
  private size = 0;

  get isEmpty(): boolean {
    return this.size === 0;
  }

  get nextTime(): number {
    return this.times[0] as number;
  }

  clear(): void {
    this.size = 0;
  }

  push(number: number, time: number): void {
    if (this.size === this.numbers.length) this.widen();
    let place = this.size;
    this.size += 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if ((this.times[above] as number) <= time) break;
      this.times[place] = this.times[above] as number;
      this.numbers[place] = this.numbers[above] as number;
      place = above;
    }
    this.times[place] = time;
    this.numbers[place] = number;
  }

  pop(): number {
    const { times, numbers } = this;
    const first = numbers[0] as number;
    this.size -= 1;
    const [time, number] = [times[this.size] as number, numbers[this.size] as number];
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= this.size) break;
      if (below + 1 < this.size && (times[below + 1] as number) < (times[below] as number)) below += 1;
      if ((times[below] as number) >= time) break;
      times[place] = times[below] as number;
      numbers[place] = numbers[below] as number;
      place = below;
    }
    times[place] = time;
    numbers[place] = number;
    return first;
  }

  private widen(): void {
    const times = new Float64Array(2 * this.size);
    const numbers = new Int32Array(2 * this.size);
    times.set(this.times);
    numbers.set(this.numbers);
    this.times = times;
    this.numbers = numbers;
  }
}
