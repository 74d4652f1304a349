// Stands in for the module k6/metrics.
export const metrics = {};

class Metric {
  constructor(name) {
    this.name = name;
    metrics[name] = 0;
  }

  add(value) {
    metrics[this.name] += value;
  }
}

export { Metric as Counter, Metric as Trend };
