/*
 * en.ts: everything the page says in English. Another language is a file like this one with the
 * type Strings, and a line in src/text.ts. What the engine writes itself is English too; `said`
 * holds it in other languages by id, and here only what needs plainer words.
 */

/* A sentence of the engine (docs/schema.md): whom and what it is about, and its numbers as words. */
export interface Told {
    who: string
    other: string /* the other of the two */
    of: string
    value(key: string): number /* NaN: not known */
    n(key: string): string
    whole(key: string): string
    share(key: string): string
    since: string | null /* of the answer: the day, and between which two */
    between: [string, string] | null
    lastDeep: string
}

export interface Said {
    unit: Record<string, string>
    title: Record<string, string> /* of a measure, by id */
    sentence: Record<string, (x: Told) => string> /* by id */
    plain: Record<string, string> /* a measure in a few words, by id: what a finding is about */
    before: Record<string, [ofOne: string, ofBoth: string]> /* what came before, behind "there was" */
    number: Record<string, string> /* keys of verdict.numbers, and what is no number there */
    notice: Record<string, string> /* by code */
    unsure?: (read: string, other: string) => string /* the notice date-order-unsure */
    zone: Record<string, string>
    help: Record<string, string> /* names that are no proper names */
    alternative: Record<string, [no: string, yes: string, unknown: string]>
    suggestion: Record<string, [text: string, why: string]>
    limit: Record<string, string>
    question: Record<string, string> /* of `said`, by id */
    shape: Record<string, string>
    coach: Record<string, string> /* by state; fine_heard ... where a draft is fine */
    life?: string
    minor?: string
    quiet?: string
}

export const en = {
    name: 'English',
    more: (n: string) => `${n} more`,
    leave: 'Leave at once',
    keepPage: 'Keep this page on this device, to open it without a connection',
    dropPage: 'Remove this page from this device',
    leaveHint: '“Leave at once”, or Esc twice, leaves this page and forgets what it read.',
    forget: 'Forget everything',
    skip: 'Skip to the content',
    tools: 'Page',
    language: 'Language',
    close: 'Close',

    consent: {
        title: 'Is one of us pulling away, or does it only feel so?',
        lead: 'Give this page the exported chat of two people. It counts who opens, who answers and how much. It compares each of you with your own past, and says openly what it sees: also “no”, and also “cannot tell”.',
        before: 'Before you begin',
        points: [
            'Two people wrote this chat. If you can, tell the other one what you are about to do, or look together.',
            'It says nothing of love, intention or faithfulness. It is made for talking, not for winning.',
            'Nothing leaves this device. The page is not allowed to open any connection, and it stores nothing.',
            'If you are afraid of the other person, leave this aside. Talk to a helper you trust, from a device nobody else can see.',
        ],
        go: 'I understand, go on',
    },
    choose: {
        title: 'Choose the exported chat',
        here: 'Drop it anywhere on this page, or',
        hint: 'A .txt, .zip, .json, .html, .xml, .csv or .db file, or several of one chat.',
        button: 'Choose a file',
        other: 'Choose another file',
        back: 'Back to the report',
        how: 'How do I get the export?',
        ways: [
            ['WhatsApp', 'Open the chat. On Android: the three dots, More, Export chat. On an iPhone: the name at the top, Export chat. Choose “Without media”, save it to your files, and choose that .zip or .txt here.'],
            ['Telegram', 'In Telegram Desktop open the chat, then its menu: Export chat history, as JSON.'],
            ['Signal', 'In Signal Desktop open Settings, Chats, Export chat history. The files of signal-export are read too.'],
            ['iMessage', 'On a Mac copy Library/Messages/chat.db from your home folder.'],
            ['Messenger, Instagram', 'In the account centre choose Download your information, messages, as JSON.'],
            ['Others', 'Discord, Slack, Google Chat, LINE, KakaoTalk, WeChat, Viber, Snapchat, SMS backups, mail folders and plain CSV are read too.'],
        ],
        failed: 'This could not be read.',
        failedLine: (file: string, line: string) => `${file}, line ${line}`,
        /* by code, where the engine's own sentence speaks to who types commands */
        problems: {
            0x301: 'There is nothing in it. Export the chat again.',
            0x305: 'Its dates cannot be in this order of day and month. Choose the file again, and another order if you are asked.',
            0x500: 'No chat between two people was found in it.',
            0x501: 'Only one person writes in this file. It takes a chat between two.',
            0x502: 'In this chat more than two people write. This page reads chats between two.',
        } as Record<number, string>,
        again: 'Nothing was kept. You can try another file.',
        drop: 'Let go to read it',
    },
    reading: {
        title: 'Reading',
        stages: {
            looking: 'Looking into the file',
            reading: 'Reading messages',
            label: 'Weighing words',
            measuring: 'Measuring both of you',
            checking: 'Checking what else it could be',
        } as Record<string, string>,
        cancel: 'Cancel',
    },
    chats: {
        title: 'Which chat?',
        lead: 'The export holds several. Choose one between two people.',
        row: (n: string) => `${n} messages`,
        group: 'group',
    },
    ask: {
        title: 'Before you see the answer',
        read: (n: string, a: string, b: string, from: string, to: string) =>
            `Read: ${n} messages between ${a} and ${b}, from ${from} to ${to}.`,
        me: 'Which of the two are you?',
        together: 'We look together',
        other: 'I would rather not say',
        who: 'Who has stepped back, as you feel it?',
        both: 'Both of us',
        nobody: 'Nobody',
        noFeeling: 'I would rather not say',
        when: 'Since when, about?',
        notSure: 'I am not sure',
        strength: 'How strongly do you feel it?',
        strengths: ['hardly', 'a little', 'somewhat', 'strongly', 'very strongly'],
        order: 'The dates could be read in two ways. Which one is right?',
        orders: { dmy: 'day, month, year', mdy: 'month, day, year', ymd: 'year, month, day', keep: (how: string) => `I do not know (read as ${how})` },
        zone: 'In which time zone were your phones?',
        zoneKeep: 'I do not know',
        zoneUtc: 'The file counts time in UTC. In which time zone did you two live?',
        zoneKeepUtc: 'I do not know (as UTC)',
        why: 'What you feel is put beside the record. It does not change the answer.',
        show: 'Show the answer',
    },
    answer: {
        /* below the headline, by kind */
        beside: {
            no_change: 'What you feel may still have its reasons: much does not show in messages.',
            cannot_tell: 'That speaks neither for nor against what you feel.',
            both_quieter: 'Messages do not say why, and not what you mean to each other.',
            closer: 'Messages do not say why, and not what you mean to each other.',
            pulling_away: 'Messages do not say why, and not what you mean to each other.',
        },
        headline: {
            no_change: () => 'No sign that one of you is pulling away.',
            cannot_tell: () => 'There is not enough here to tell.',
            both_quieter: () => 'Both of you write less, and neither led.',
            closer: () => 'You two write more than before.',
            pulling_away: (level: string, who: string) =>
                level === 'strong'
                    ? `${who} clearly stepped back in this chat.`
                    : level === 'moderate'
                      ? `It looks as if ${who} stepped back in this chat.`
                      : `Some hints that ${who} stepped back, but it could easily be chance.`,
        },
        odds: 'Odds',
        oddsText: (share: string) => `In ${share} of 100 invented chats that look like this one, one of the two was pulling away.`,
        of100: (share: string) => `${share} in 100`,
        share: { few: 'less than 1', about: (n: string) => `about ${n}`, most: 'more than 99' },
        level: 'How clear',
        levels: { none: 'no evidence', weak: 'weak', moderate: 'moderate', strong: 'strong' } as Record<string, string>,
        since: 'Since about',
        between: (a: string, b: string) => `likely between ${a} and ${b}`,
        shape: 'How it came',
        undated: 'cannot be dated',
        numbers: 'Numbers for those who check',
        words: 'In full',
    },
    feeling: { title: 'What you feel, beside the record' },
    tide: {
        title: 'The tide',
        lead: 'Both people, week by week.',
        closer: 'Drag over the chart to look closer; double-click to see all again.',
        pick: 'Show',
        distance: 'Distance from one’s own usual',
        distanceHint: 'Zero is that person’s own usual week; higher is farther. It says nothing of what a person is worth.',
        messages: 'Messages a day',
        chance: 'The light band is what chance does to such a week. In 9 of 10 weeks the true level is inside it.',
        interval: 'The light band is the 95 % interval of each week.',
        change: 'change',
        week: 'Week of',
        table: 'The same as a table',
        whole: 'Show all weeks',
        savePng: 'Save as PNG',
        saveSvg: 'Save as SVG',
        hideNames: 'Replace the names in saved pictures',
        personA: 'Person A',
        personB: 'Person B',
        chart: (what: string, from: string, to: string) => `${what}, both people, from ${from} to ${to}. The table below holds the same numbers.`,
        dips: 'Has this happened before?',
        more: (n: string) => `${n} or more`,
        calendar: {
            title: 'Messages, day by day',
            lead: (from: string, to: string) => `Each square is a day, from ${from} to ${to}; a larger one has more messages. A day begins at four in the morning.`,
        },
        hours: { title: 'Messages by hour of the week', lead: 'Each square is an hour of the week, over the whole chat.', hour: 'Hour' },
    },
    notes: {
        title: 'Own notes',
        lead: 'What you know of some days, such as a journey or an exam. It is marked in the charts, and the chat is read again to see whether it explains a change.',
        leadSaved: 'What you know of some days. Here it is marked only: to weigh it, read the chat itself.',
        from: 'First day',
        to: 'Last day',
        text: 'What was it?',
        words: ['travel', 'exams', 'illness', 'moved in', 'new work', 'holidays'],
        add: 'Add the note',
        mark: 'Mark days in the chart',
        remove: (text: string) => `Remove the note ${text}`,
        weighing: 'The chat is read again with your notes.',
    },
    changes: {
        title: 'What changed',
        lead: 'A typical week before and after, both people side by side.',
        terms: 'A turn is what one of you writes in one go. A conversation begins after an hour of silence. Unprompted is what nothing before it seems to have called for.',
        none: 'No single measure changed clearly.',
        before: 'before',
        after: 'after',
        same: 'no clear change',
        quotes: 'Show the messages behind it',
        find: 'Add the messages behind it',
        findHint: 'Short quotes, closed until you open them. They then stand in what you save, too.',
        finding: 'The chat is read again.',
        found: 'They are on the cards, below “Show the messages behind it”.',
        words: 'In words',
        measure: (id: string, q: string) => `Measure ${id} in docs/measures; q (the share of false finds among such) ${q}`,
    },
    otherwise: {
        title: 'What else it could be',
        looked: 'What else was looked at',
        no: 'No.',
        yes: 'Possible.',
        unknown: 'Cannot be known from this file.',
        /* what would tell, by id, where the engine has it */
        tell: {
            hole: 'If those days are missing from the file, export it again from a phone that has them.',
            'early-decay': 'Some months more would show whether it levels off.',
            'cut-off': 'An export without media often goes further back.',
            clock: 'If one of you travelled, say when in “Own notes”.',
            calls: 'You know whether you called more; say when in “Own notes”.',
            baseline: 'If those first weeks were special, say when in “Own notes”.',
            phone: 'You know whether one of you changed phones; say when in “Own notes”.',
            'living-together': 'If you moved in or stayed together, say when in “Own notes”.',
            season: 'One more year would show whether it comes again.',
            busy: 'If you know what it was, say when in “Own notes”.',
            'other-channels': 'You know whether you called or met more; say when in “Own notes”.',
        } as Record<string, string>,
        more: (n: string) => `Looked at without a sign of it: ${n} more.`,
    },
    exchanges: {
        title: 'When one opens up, asks or pushes, and what comes back',
        lead: 'Counted by word lists and a small model that miss much. The number is how often; more of one thing is no verdict.',
        from: 'From',
        kinds: {
            disclosure: 'One tells something personal, and the other',
            demand_withdraw: 'One asks about it or pushes, and the other',
            repair: 'One tries to mend it, and it',
            bid: 'One reaches out with something small, and the other turns',
            good_news: 'One tells good news, and the answer is',
            conflict: 'A quarrel, and afterwards it is',
        } as Record<string, string>,
        outcomes: {
            met: 'meets it with understanding',
            interest: 'shows interest',
            nothing: 'does not go into it',
            dismissed: 'brushes it off',
            withdrew: 'withdraws',
            defended: 'defends',
            calmed: 'calms',
            answered: 'answers',
            called: 'calls',
            landed: 'lands',
            not_landed: 'does not land',
            towards: 'towards it',
            away: 'away',
            against: 'against it',
            active_constructive: 'glad with them',
            passive_constructive: 'kind and short',
            active_destructive: 'pointing at the bad side',
            passive_destructive: 'about something else',
            repaired: 'mended',
            unrepaired: 'not mended in the messages',
            open: 'cannot be known',
        } as Record<string, string>,
    },
    saidTitle: 'What was said',
    couple: 'The two of you together',
    beforeTitle: 'What tends to come before, and before it passes',
    card: { life: 'Before anything else', quiet: 'The file was read. There is no report for it.', minor: 'This is made for adults' },
    support: {
        title: 'Information and support',
        kinds: {
            emergency: 'In danger now',
            crisis: 'When it is too heavy to carry alone',
            violence: 'When somebody close makes you afraid',
            own: 'When you worry about what you do yourself',
        },
        checked: (day: string) => `checked on ${day}`,
        unchecked: 'not yet checked on its official page',
    },
    suggestions: { title: 'What might help', lead: 'Offers, never instructions.', source: 'Research' },
    coach: {
        title: 'A draft, before you send it',
        lead: 'Write what you would like to send. In at most three notes it says what that may do, and shows another way with blanks. Your words stay yours; nothing is sent or kept.',
        only: 'I only want to look over a message before I send it',
        back: 'Back to the file',
        writer: 'You are',
        nobody: 'I would rather not say',
        alone: 'The draft alone is looked at. If you say who you are, the chat stands behind it.',
        behind: 'The chat stands behind it: what waits for an answer, and how long answers took.',
        draft: 'Your draft',
        reply: 'The message it answers, if there is one',
        stuck: 'The draft could not be read on this device.',
        seen: 'Seen:',
        pattern: 'Another way to say it:',
        source: 'Source:',
        design: 'a choice made for this tool, without a study behind it',
        more: (n: string) => `${n} more could be said; these come first.`,
        opening: 'The message you answer is a personal one. Four things help:',
        parts: {
            thanks: 'You could say thank you for the trust.',
            heard: 'You could say back what you heard.',
            sense: 'You could say that it makes sense, or that you love all of them.',
            no_fixing: 'You could leave advice for later, and just be there.',
        } as Record<string, string>,
        there: 'it is there',
        missing: 'not yet',
        spoken: (n: number) => (n === 0 ? 'The draft was read.' : n === 1 ? 'The draft was read: one note.' : `The draft was read: ${n} notes.`),
        always: 'Always open to you',
        offers: [
            'You could say nothing now. No answer is due today.',
            'You could talk aloud. Text hides the tone.',
            'You could get help: a person you trust, a therapist, or a help line.',
        ],
    },
    limits: { title: 'What this cannot see' },
    imported: {
        title: 'Who is who, and what was read',
        person: 'Person',
        messages: 'Messages',
        words: 'Words',
        file: 'File',
        from: 'From',
        to: 'To',
        format: 'Format',
        skipped: 'Not readable',
        warnings: 'Notes on the file',
        gaps: 'Days without a message that may be holes in the record',
        times: (s: number): string => (s >= 86400 ? 'days only' : s >= 60 ? 'to the minute' : 'to the second'),
        clock: 'Times',
        zone: 'Time zone',
        noZone: 'not known',
        dates: 'Dates',
    },
    deep: {
        title: 'Your last deep talk',
        last: 'Last',
        since: 'Since then',
        usual: 'Usual time between',
        days: (n: string) => `${n} days`,
        month: 'A month',
    },
    styles: {
        title: 'Two ways of writing, side by side',
        lead: 'How each of you writes. Whether two ways are alike says nothing about how close you are.',
        rows: {
            words_per_message: 'Words a message',
            emoji_per_100_messages: 'Emoji in 100 messages',
            questions: 'Turns that ask',
            i_per_1000_words: '“I” in 1,000 words',
            we_per_1000_words: '“We” in 1,000 words',
        },
    },
    joint: {
        title: 'The two of you',
        lead: 'This page is for you both. It shows what is of the two of you, and no one’s part beside the other’s.',
        both: 'Of you both',
        own: 'Your own part, for you alone',
        of: {
            A02: (n) => `You talked about ${n} times a day.`,
            A04: (n) => `You wrote about ${n} messages a day, both together.`,
            A20: (n) => `Calls and voice notes took about ${n} minutes a week.`,
            B02: (n) => `Your small words are alike by ${n}, where 1 is the same and 0 has nothing shared.`,
        } as Record<string, (n: string) => string>,
        deep: (n: number) => `The chat holds about ${n === 1 ? 'one talk' : `${n} talks`} that went deep. Most such talks are had aloud.`,
        hard: (n: number, mended: number) => `There ${n === 1 ? 'was about one hard moment' : `were about ${n} hard moments`}; in ${mended === 0 ? 'none' : mended} of them you made up in the chat.`,
        mine: {
            A06: (n) => `You began about ${n} talks a day.`,
            A11: (n) => `You answered ${n} within an hour of your waking time.`,
            A18: (n) => `You wrote about ${n} words in one go.`,
            A05: (n) => `You wrote again in about ${n} of a hundred waits.`,
            C21: (n) => `You asked something in ${n} of what you wrote in one go.`,
            C13: (n) => `You opened up about ${n} times a day.`,
            B13: (n) => `Tender words were in ${n} of it.`,
            B14: (n) => `Thanks were in ${n} of it.`,
            B19: (n) => `Plans for you both were in ${n} of it.`,
            B12: (n) => `You laughed along with ${n} of the other’s laughs.`,
        } as Record<string, (n: string) => string>,
        questions: 'Five questions to talk over',
        ask: {} as Record<string, (day: string | null) => string>,
        how: 'One speaks and the other listens, then you change. Nothing here is to be scored. You can skip a question, or stop.',
        full: 'Show the whole report',
    },
    save: {
        joint: 'A page for both of you',
        title: 'Keep or share',
        page: 'Save this report as a page',
        data: 'Save the data (JSON)',
        print: 'Print',
        again: 'Read another chat',
        hint: 'The saved page holds the report, no message text, and opens without a connection.',
        hintQuotes: 'The saved page holds the report with short quotes of messages. It opens without a connection.',
    },
    foot: (version: string) => `tideline ${version}. Everything happened on this device.`,
    said: {
        unit: { 'mean valence of messages with a tone': 'tone of messages that have one, from −1 to 1' },
        title: {},
        sentence: {},
        plain: {},
        before: {},
        number: {},
        notice: {},
        zone: {},
        help: {},
        alternative: {},
        suggestion: {},
        limit: {},
        question: {},
        shape: {},
        coach: {},
    } as Said,
}

export type Strings = typeof en
