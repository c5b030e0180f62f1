/*
 * en.ts: everything the page says in English. Another language is a file like this one with the
 * type Strings, and a line in src/text.ts. What the engine writes itself is English too; `said`
 * holds it in other languages by id, and is empty here.
 */
export interface Said {
    unit: Record<string, string>
    title: Record<string, string> /* of a measure, by id */
    alternative: Record<string, [no: string, yes: string, unknown: string]>
    suggestion: Record<string, [text: string, why: string]>
    limit: Record<string, string>
    question: Record<string, string> /* of `said`, by id */
    shape: Record<string, string>
    feeling: Record<string, string>
    life?: string
    minor?: string
    quiet?: string
}

export const en = {
    name: 'English',
    more: (n: string) => `${n} more`,
    leave: 'Leave at once',
    leaveHint: 'Esc twice leaves this page at once and forgets what it read.',
    forget: 'Forget everything',
    skip: 'Skip to the content',
    tools: 'Page',
    language: 'Language',
    close: 'Close',

    consent: {
        title: 'Is one of us pulling away, or does it only feel so?',
        lead: 'Drop the exported chat between two people on this page. It counts who opens, who answers and how much, compares each of you with your own past, and says honestly what it sees: also “no”, and also “cannot tell”.',
        before: 'Before you begin',
        points: [
            'Two people wrote this chat. If you can, tell the other one what you are about to do, or look together.',
            'It is no proof of anything: not of love, intention or faithfulness. It is made for talking, not for winning.',
            'Nothing leaves this device. The page is not allowed to open any connection, and it stores nothing.',
            'If you are afraid of the other person, leave this aside. Talk to a helper you trust, from a device nobody else can see.',
        ],
        go: 'I understand, go on',
    },
    choose: {
        title: 'Drop the exported chat here',
        hint: 'A .txt, .zip, .json, .html, .xml, .csv or .db file, or several of one chat.',
        button: 'Choose a file',
        how: 'How do I get the export?',
        ways: [
            ['WhatsApp', 'Open the chat, then its menu: More, Export chat, Without media. Take the .zip or .txt.'],
            ['Telegram', 'In Telegram Desktop open the chat, then its menu: Export chat history, as JSON.'],
            ['Signal', 'Signal has no export of its own for one chat; the files of signal-export and of Signal’s own backup as JSON are read.'],
            ['iMessage', 'On a Mac copy Library/Messages/chat.db from your home folder.'],
            ['Messenger, Instagram', 'In the account centre choose Download your information, messages, as JSON.'],
            ['Others', 'Discord, Slack, Google Chat, LINE, KakaoTalk, WeChat, Viber, Snapchat, SMS backups, mail folders and plain CSV are read too.'],
        ],
        failed: 'This could not be read.',
        failedLine: (file: string, line: string) => `${file}, line ${line}`,
        /* by code, where the engine's own sentence speaks to who types commands */
        problems: {
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
        whenHint: 'Leave it empty if you are not sure.',
        strength: 'How strongly do you feel it?',
        strengths: ['hardly', 'a little', 'somewhat', 'strongly', 'very strongly'],
        order: 'The dates could be read in two ways. Which one is right?',
        orders: { dmy: 'day, month, year', mdy: 'month, day, year', keep: (how: string) => `I do not know (read as ${how})` },
        why: 'What you feel is put beside the record. It does not change the answer.',
        show: 'Show the answer',
    },
    answer: {
        title: 'The answer',
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
        oddsText: (n: string) => `In about ${n} of 100 invented chats with evidence like this, one person really was pulling away.`,
        of100: (n: string) => `${n} in 100`,
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
        lead: 'Both people, week by week. Drag over the chart to look closer; double-click to see all again.',
        pick: 'Show',
        distance: 'Distance from one’s own usual',
        distanceHint: 'Zero is that person’s own usual week; higher is farther. It is no score of a person.',
        messages: 'Messages a day',
        change: 'change',
        week: 'Week of',
        table: 'The same as a table',
        whole: 'Show all weeks',
        savePng: 'Save as PNG',
        saveSvg: 'Save as SVG',
        hideNames: 'Replace the names in saved pictures',
        personA: 'Person A',
        personB: 'Person B',
        note: 'Own notes',
        noteDay: 'Day',
        noteText: 'What happened',
        noteAdd: 'Add the note',
        noteRemove: (text: string) => `Remove the note ${text}`,
        chart: (what: string, from: string, to: string) => `${what}, both people, from ${from} to ${to}. The table below holds the same numbers.`,
        dips: 'Has this happened before?',
    },
    changes: {
        title: 'What changed',
        lead: 'A typical week before and after, both people side by side.',
        none: 'No single measure changed clearly.',
        before: 'before',
        after: 'after',
        same: 'no clear change',
        quotes: 'Show the messages behind it',
        evidence: (n: string) => `${n} messages show it; their text is not in this report.`,
        words: 'In words',
    },
    otherwise: {
        title: 'What else it could be',
        no: 'No.',
        yes: 'Possible.',
        unknown: 'Cannot be known from this file.',
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
    save: {
        title: 'Keep or share',
        page: 'Save this report as a page',
        data: 'Save the data (JSON)',
        print: 'Print',
        again: 'Read another chat',
        hint: 'The saved page holds the report, no message text, and opens without a connection.',
    },
    foot: (version: string) => `tideline ${version}. Everything happened on this device.`,
    said: {
        unit: {},
        title: {},
        alternative: {},
        suggestion: {},
        limit: {},
        question: {},
        shape: {},
        feeling: {},
    } as Said,
}

export type Strings = typeof en
