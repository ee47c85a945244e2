// What a page looks like in the browser at this moment, for leaflets/verify/browser.py. It changes nothing but marks
// of its own (data-stop), and every function gives plain lists back.
(() => {
    const CONTROLS = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, audio[controls], [tabindex]';
    const LEAST_TARGET_PX = 44; // WCAG 2.5.5; the house asks for it although AA has 24
    const LEAST_TEXT_PX = 18; // visual design, section 7
    const LEAST_CONTRAST = 3; // WCAG 1.4.11 and 2.4.13

    const named = element => {
        const words = (element.getAttribute('aria-label') || element.textContent || '').trim().replace(/\s+/g, ' ');
        const id = element.id ? `#${element.id}` : '';
        return `<${element.localName}${id}>` + (words ? ` “${words.slice(0, 40)}”` : '');
    };
    const isShown = element => {
        if (!element.checkVisibility({visibilityProperty: true, opacityProperty: true})) return false;
        const box = element.getBoundingClientRect();
        return box.width > 2 && box.height > 2 && box.right + scrollX > 0 && box.bottom + scrollY > 0;
    };
    const isClipped = element => {
        for (let each = element; each; each = each.parentElement) {
            const style = getComputedStyle(each);
            if (style.clipPath !== 'none' || (style.clip !== 'auto' && style.position === 'absolute')) return true;
        }
        return false;
    };
    const shown = selector => [...document.querySelectorAll(selector)].filter(each => isShown(each) && !isClipped(each));
    const texts = () => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = new Set();
        while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            if (walker.currentNode.data.trim() && isShown(parent) && !isClipped(parent)) found.add(parent);
        }
        return [...found].filter(each => !each.closest('script, style, noscript, svg'));
    };

    const colour = text => {
        const parts = (text.match(/[\d.]+/g) || []).map(Number);
        if (text.startsWith('color(')) return [parts[0] * 255, parts[1] * 255, parts[2] * 255, parts[3] ?? 1];
        return parts.length < 3 ? null : [parts[0], parts[1], parts[2], parts[3] ?? 1];
    };
    const luminance = rgb => {
        const [r, g, b] = rgb.slice(0, 3).map(part => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (one, other) => {
        const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
    };
    const ground = element => {
        for (let each = element; each; each = each.parentElement) {
            const found = colour(getComputedStyle(each).backgroundColor);
            if (found && found[3] > 0.5) return found;
        }
        return [255, 255, 255, 1];
    };

    const tooWide = () => {
        const width = document.documentElement.clientWidth;
        const found = [];
        if (document.documentElement.scrollWidth > width + 1) found.push(['WB-201', 'the page']);
        for (const element of texts()) {
            const scrolls = (() => {
                for (let each = element; each && each !== document.body; each = each.parentElement) {
                    if (['auto', 'scroll'].includes(getComputedStyle(each).overflowX)) return true;
                }
                return false;
            })();
            if (!scrolls && element.getBoundingClientRect().right > width + 1) found.push(['WB-201', named(element)]);
        }
        return found;
    };
    const isSmall = element => {
        const box = element.getBoundingClientRect();
        return box.width < LEAST_TARGET_PX - 0.5 || box.height < LEAST_TARGET_PX - 0.5;
    };
    const isTarget = element =>
        element.localName !== 'audio' &&
        !(element.tabIndex < 0) &&
        !(element.localName === 'a' && getComputedStyle(element).display === 'inline') && // WCAG 2.5.5, "Inline"
        (element.matches('a, button, input, select, textarea, summary') || element.getAttribute('role') === 'button');
    const targets = () => shown(CONTROLS).filter(each => isTarget(each) && isSmall(each)).map(each => ['WB-202', named(each)]);
    const letters = () => {
        const found = [];
        for (const element of texts()) {
            const style = getComputedStyle(element);
            if (parseFloat(style.fontSize) < LEAST_TEXT_PX - 0.1) found.push(['WB-203', named(element)]);
            if (style.fontStyle !== 'normal') found.push(['WB-204', named(element)]);
            if (style.textAlign === 'justify') found.push(['WB-205', named(element)]);
            if (style.textTransform === 'uppercase') found.push(['WB-206', named(element)]);
        }
        return found;
    };
    // A word that goes on in the next line. Addresses have no place of their own to break, and must not stand out. On a
    // screen of 320 pixels in the largest letters a longer word than these cannot stay whole.
    const LONGEST = 14;
    const broken = () => {
        const found = [];
        const range = document.createRange();
        for (const element of texts()) {
            for (const node of element.childNodes) {
                if (node.nodeType !== Node.TEXT_NODE) continue;
                for (const word of node.data.matchAll(/[\p{L}\p{N}’']{2,}(?![\p{L}\p{N}]*[@.:/]\S)/gu)) {
                    if (word[0].length > LONGEST) continue;
                    range.setStart(node, word.index);
                    range.setEnd(node, word.index + word[0].length);
                    const tops = new Set([...range.getClientRects()].filter(box => box.width > 1).map(box => Math.round(box.top)));
                    const before = node.data[word.index - 1] || ' ';
                    if (tops.size > 1 && !'@./:'.includes(before)) found.push(['WB-220', `${named(element)}: ${word[0]}`]);
                }
            }
        }
        return found;
    };
    const pressed = () =>
        [...document.querySelectorAll('fieldset')]
            .map(group => [...group.querySelectorAll('button[aria-pressed]')])
            .filter(buttons => buttons.length > 1)
            .filter(buttons => buttons.filter(each => each.getAttribute('aria-pressed') === 'true').length !== 1)
            .map(buttons => ['WB-207', named(buttons[0].closest('fieldset'))]);

    const marks = element => {
        const style = getComputedStyle(element);
        const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
        const shadows = style.boxShadow === 'none' ? [] : style.boxShadow.match(/(rgba?|color)\([^)]*\)/g) || [];
        return {
            outline: outlined ? [style.outlineColor] : [],
            shadows,
            own: [style.backgroundColor, style.borderTopColor],
        };
    };
    const before = [];

    window.leafletLook = {
        faults: () => [...tooWide(), ...targets(), ...letters(), ...broken(), ...pressed()],
        // What tells one look from another.
        looks: () => {
            const main = document.querySelector('main') || document.body;
            const style = getComputedStyle(main);
            return [style.fontSize, String(ground(main)), style.color, getComputedStyle(document.documentElement).fontSize]
                .join(' ');
        },
        // Every control that a keyboard must reach, by name; they are counted by their mark from now on.
        stops: () => {
            if (document.activeElement) document.activeElement.blur();
            window.scrollTo(0, 0);
            const found = [...document.querySelectorAll(CONTROLS)].filter(
                each => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({visibilityProperty: true}));
            found.forEach((each, at) => {
                each.dataset.stop = at;
                before[at] = marks(each);
            });
            return found.map(named);
        },
        // Where the focus is: the number of the stop, whether it is marked, whether it lies open, and whether it is large.
        focus: () => {
            const element = document.activeElement;
            if (!element || element === document.body || element.dataset.stop === undefined) return null;
            const at = Number(element.dataset.stop);
            const now = marks(element);
            const behind = ground(element.parentElement);
            const fresh = [
                ...now.outline.filter(each => !before[at].outline.includes(each)),
                ...now.shadows.filter(each => !before[at].shadows.includes(each)),
                ...now.own.filter((each, place) => each !== before[at].own[place]),
            ].map(colour).filter(each => each && each[3] > 0.5);
            // A slider and a player mark a part inside them: then pictures are compared.
            const isUnsure = !fresh.length && element.matches('input, audio');
            const isMarked = isUnsure ? null : fresh.some(each => contrast(each, behind) >= LEAST_CONTRAST);
            const box = element.getClientRects()[0] || element.getBoundingClientRect();
            const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            const isOpen = Boolean(hit) && (element.contains(hit) || hit.contains(element));
            return {at, isMarked, isOpen, isLarge: !isTarget(element) || !isSmall(element), name: named(element)};
        },
        box: at => {
            const {x, y, width, height} = document.querySelector(`[data-stop="${at}"]`).getBoundingClientRect();
            return {x, y, width, height};
        },
        blur: () => document.activeElement && document.activeElement.blur(),
        // Sentences that nobody sees, and controls that do nothing without the page's script.
        plain: () => [
            ...[...document.querySelectorAll('[id]')]
                .filter(each => /^s\d{3,}$/.test(each.id) && !isShown(each))
                .map(each => ['WB-212', named(each)]),
            ...shown('button, input, select').map(each => ['WB-213', named(each)]),
            ...(document.querySelector('audio') && !shown('audio[controls]').length ? [['WB-214', '<audio>']] : []),
        ],
        printed: () => [
            ...[...document.querySelectorAll('[id]')]
                .filter(each => /^s\d{3,}$/.test(each.id) && !isShown(each))
                .map(each => ['WB-215', named(each)]),
            ...shown('button, input, select, audio, summary').map(each => ['WB-216', named(each)]),
            ...(luminance(ground(document.querySelector('main') || document.body)) < 0.85 ? [['WB-217', 'the page']] : []),
        ],
    };
})();
