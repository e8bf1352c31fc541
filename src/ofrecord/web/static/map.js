// The slider of days beside a county map. The page is whole without it: a form that asks for a day.
//
//   <div class="map-days" data-map="county-map" data-days="…/map.json" data-day="2025-09-05"
//        data-last="2026-02-02" data-address="/on/{day}/" data-county="/county/{fips}/"
//        data-says="{day}: {count} agreements; {counties} counties on the map" data-named="{county}: {count}"
//        data-label="Move the day" data-failed="That day's page could not be fetched."></div>
//
// The map is coloured at once. When the slider rests, the page of that day is fetched: every element
// with data-follow takes the place of the one with its id, so that all numbers are of one day, and
// the address is that day's. With data-editions only days of editions have pages.
//
// Left and right (or down and up): the edition before and after. Page down and up: a month.
// Home and End: the first and the last day. data-address and data-county may be left out.
"use strict";
(() => {
  const DAY = 86400000;
  const toNumber = (day) => Date.parse(`${day}T00:00:00Z`) / DAY;
  const toDay = (number) => new Date(number * DAY).toISOString().slice(0, 10);
  const fill = (text, parts) => text.replace(/\{(\w+)\}/g, (all, name) => parts[name] ?? all);

  // The last place whose value is at most the one sought; -1 where there is none.
  const placeOf = (sorted, value) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  const monthAway = (number, months) => {
    const from = new Date(number * DAY);
    const to = new Date(from);
    to.setUTCDate(1);
    to.setUTCMonth(to.getUTCMonth() + months);
    const last = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
    to.setUTCDate(Math.min(from.getUTCDate(), last));
    return to.getTime() / DAY;
  };

  const start = (box, data) => {
    const svg = document.getElementById(box.dataset.map);
    if (!svg) return;
    const language = document.documentElement.lang || "en";
    const figures = new Intl.NumberFormat(language === "es" ? "es-US" : language);
    const days = data.days.map(toNumber);
    const counties = [];
    for (const path of svg.querySelectorAll("[data-f]")) {
      const fips = path.dataset.f;
      const places = [];
      const counts = [];
      const steps = data.runs[fips] || [];
      for (let n = 0, at = 0; n < steps.length; n += 2) {
        at += steps[n];
        places.push(at);
        counts.push(steps[n + 1]);
      }
      counties.push({ path, fips, places, counts, shown: path.getAttribute("class"), count: 0 });
    }
    const byPath = new Map(counties.map((county) => [county.path, county]));

    const first = days[0];
    const last = Math.max(days[days.length - 1], toNumber(box.dataset.last || box.dataset.day));
    const range = document.createElement("input");
    range.type = "range";
    range.min = first;
    range.max = last;
    range.step = 1;
    range.id = `${box.dataset.map}-range`;
    const label = document.createElement("label");
    label.htmlFor = range.id;
    label.textContent = box.dataset.label || "Day";
    const output = document.createElement("output");
    output.htmlFor.add(range.id);
    output.setAttribute("aria-live", "off"); // the slider says its own value
    const polite = document.createElement("p");
    polite.className = "vh";
    polite.setAttribute("role", "status");
    box.prepend(label, range, output, polite);
    box.classList.add("with-slider");

    let place = -2;
    let timer = 0;

    const classOf = (count) => {
      let style = 0;
      while (style < data.classes.length && count >= data.classes[style]) style += 1;
      return `k${style}`;
    };

    const paint = (number) => {
      place = placeOf(days, number);
      let coloured = 0;
      for (const county of counties) {
        const at = placeOf(county.places, place);
        county.count = at < 0 ? 0 : county.counts[at];
        if (county.count) coloured += 1;
        const style = classOf(county.count);
        if (style !== county.shown) {
          county.path.setAttribute("class", style);
          county.shown = style;
        }
      }
      return coloured;
    };

    let coloured = 0;
    const show = (number, moved) => {
      const day = toDay(number);
      if (placeOf(days, number) !== place) coloured = paint(number);
      const parts = {
        day: new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(number * DAY),
        count: figures.format(data.totals[place] || 0),
        counties: figures.format(coloured),
      };
      const says = fill(box.dataset.says, parts);
      range.value = number;
      range.setAttribute("aria-valuetext", says);
      output.textContent = says;
      if (!moved) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        polite.textContent = document.activeElement === range ? "" : says;
        if (box.dataset.address) follow("editions" in box.dataset ? toDay(days[place]) : day);
      }, 200);
    };

    // The rest of the page, as it is on that day.
    let fetching = new AbortController();
    const follow = async (day) => {
      const address = fill(box.dataset.address, { day });
      fetching.abort();
      fetching = new AbortController();
      try {
        const answer = await fetch(address, { signal: fetching.signal });
        if (!answer.ok) throw new Error(answer.status);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const part of document.querySelectorAll("[data-follow]")) {
          const other = page.getElementById(part.id);
          if (other) part.replaceWith(document.adoptNode(other));
        }
        document.title = page.title;
        for (const name of ["link[hreflang]", "link[rel=canonical]"]) {
          const others = page.querySelectorAll(name);
          document.querySelectorAll(name).forEach((one, at) => others[at] && (one.href = others[at].getAttribute("href")));
        }
        for (const name of ["title", "desc"]) {
          const [own, other] = [svg, page.getElementById(svg.id)].map((one) => one?.querySelector(`:scope > ${name}`));
          if (own && other) own.textContent = other.textContent;
        }
        history.replaceState(history.state, "", address);
        box.dataset.day = day;
      } catch (error) {
        if (error.name === "AbortError") return;
        show(toNumber(box.dataset.day), false); // back to the day of the numbers beside the map
        output.textContent += ` ${box.dataset.failed}`;
        polite.textContent = output.textContent;
      }
    };

    const go = (number) => show(Math.min(last, Math.max(first, number)), true);
    range.addEventListener("input", () => go(Number(range.value)));
    range.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const at = Number(range.value);
      const standing = placeOf(days, at);
      const before = days[standing] < at ? standing : standing - 1;
      const rtl = getComputedStyle(range).direction === "rtl";
      const to = {
        [rtl ? "ArrowRight" : "ArrowLeft"]: days[Math.max(0, before)],
        [rtl ? "ArrowLeft" : "ArrowRight"]: days[standing + 1] ?? last,
        ArrowDown: days[Math.max(0, before)],
        ArrowUp: days[standing + 1] ?? last,
        PageDown: monthAway(at, -1),
        PageUp: monthAway(at, 1),
        Home: first,
        End: last,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      go(to);
    });
    // What a county holds, as its title is first looked at; where it leads, if it leads anywhere.
    svg.addEventListener("pointerover", (event) => {
      const county = byPath.get(event.target.closest("[data-f]"));
      if (!county) return;
      let title = county.path.querySelector("title");
      if (!title) {
        title = document.createElementNS("http://www.w3.org/2000/svg", "title");
        county.path.append(title);
      }
      title.textContent = fill(box.dataset.named || "{county}: {count}", {
        county: data.names[county.fips] || county.fips,
        count: figures.format(county.count),
      });
    });
    if (box.dataset.county) {
      svg.classList.add("leads");
      svg.addEventListener("click", (event) => {
        const county = byPath.get(event.target.closest("[data-f]"));
        if (!county || !county.places.length) return;
        const parts = { fips: county.fips, day: toDay(Number(range.value)) };
        location.assign(fill(box.dataset.county, parts));
      });
    }
    show(toNumber(box.dataset.day), false);
    box.dataset.ready = "";
  };

  for (const box of document.querySelectorAll(".map-days[data-days]")) {
    fetch(box.dataset.days)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
      .then((data) => start(box, data))
      .catch(() => {}); // the days can still be gone through by links
  }
})();
