"""What the people of the demo company wrote this year: each about their own work, and their managers about them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One person's self-assessment in three parts, and what the manager wrote: results, and what comes next."""

    done: str
    hard: str
    ahead: str
    seen: str = ""
    wish: str = ""


TEXTS: dict[str, Words] = {
    "emil": Words(
        "I rewrote the route solver so that a depot with 400 stops is planned in <strong>nine seconds instead of four minutes</strong>. "
        "Less visible: I answered most of the dispatchers' questions about odd routes, and wrote down the twelve that keep coming back.",
        "The first release ignored driving bans on Sundays in Austria. Two carriers noticed before we did. I wrote the test that would have caught it, and we now replay a week of real orders before each release.",
        "I would like to lead the time-window project from the first talk with a customer to the roll-out.",
        "Emil's solver changed what we can sell: three tenders were won because of it. His list of recurring questions has halved the interruptions of the whole team.",
        "Involve the others earlier. The design was excellent and a surprise to everybody but Emil; the time-window project is the place to practise that.",
    ),
    "ana": Words(
        "<p>I moved the map view to vector tiles and brought its load time down to a second.</p><ul><li>14 carriers switched without a support call</li><li>I mentored our intern, who has joined the mobile team since</li></ul>",
        "I underestimated the old browsers at two customers and had to roll back once. Since then I ask support which machines are really used out there.",
        "More work with customers' data, and a talk about the migration at the meet-up in spring.",
        "The migration was planned so well that nobody noticed it, which is the highest praise for one. Ana also kept the intern productive from the second day on.",
        "Ana should say no a little more often: two small favours a week delayed the tile cache by a month.",
    ),
    "tomasz": Words(
        "I built the import for orders from spreadsheets, which nine of our smallest carriers use every day.",
        "The column matching took three attempts, and I should have shown the first one to a dispatcher.",
        "",
    ),
    "yuki": Words(
        "I trained the arrival forecast on last winter's data. On the days when it snowed it was off by 11 minutes on average, before by 26.",
        "",
        "",
        "The forecast is the feature that customers mention by name.",
        "",
    ),
    "lena": Words(
        "The routing team grew from three to four and delivered the solver, the tiles and the forecast in one year. I am proudest of the calm in which that happened: one incident at night in twelve months.",
        "Hiring took me away from the team between April and June, and two decisions had to wait for me. I have since handed the technical decisions to Emil.",
        "I want to learn how the platform and mobile teams plan, and bring our three ways of planning closer together.",
        "Lena runs the calmest and the fastest of the three teams, and that is not a contradiction but her work. The hand-over of decisions to Emil was overdue and well done.",
        "Bring what you know to the other two teams; Arjun and Rosa have asked for it. Let us plan half a day a week for that.",
    ),
    "arjun": Words(
        "We cut the monthly cloud bill by 31 % while traffic doubled, and passed the security audit with two minor findings.",
        "Being six hours ahead of most colleagues, I took part in too many meetings at night, and the team did as well. We moved three of them.",
        "An on-call rota that follows the sun, together with New York.",
        "The bill and the audit speak for themselves. What I valued more is how Arjun protected his team's evenings without making it a fight.",
        "Write more down. A decision that was taken in a call at 9 pm in Singapore is news to Berlin two weeks later.",
    ),
    "rosa": Words(
        "The driver app went from 3.1 to 4.6 stars. We answered every one-star review of the year, 212 of them, and fixed what was behind 160.",
        "Offline mode slipped by a quarter. I promised a date before we knew how many phones lose the network in a tunnel.",
        "Offline mode, this time with a pilot at two carriers first.",
        "Answering each bad review was Rosa's idea and has changed how the company listens to drivers.",
        "Dates that are shared outside the team should come with the assumption behind them.",
    ),
    "siti": Words(
        "Three nines and a half over the year. I replaced the hand-made failover by one that we rehearse each month, in daylight, with everybody watching.",
        "The rehearsal in March took the test environment down for a day. It was embarrassing and the best thing that could happen: we found the missing backup.",
        "I would like to give the on-call course that I wrote for us to the mobile team.",
        "Siti made reliability boring. The monthly rehearsal is now something that other teams ask to join.",
        "Take the course to mobile, and then let somebody else give it the third time.",
    ),
    "kenji": Words(
        "I led the split of the order service. It took eleven months, two of them for reading code that nobody remembered, and no order was lost.",
        "I kept the riskiest part for myself and was ill for two weeks in August. It should not have depended on me.",
        "Pairing on the next extraction from the first day, and fewer projects at once.",
        "Kenji carried the hardest project of the year and documented it as he went. New colleagues start with his notes.",
        "Share the risky parts. You were right to say so yourself, and I will plan for two from now on.",
    ),
    "mei": Words(
        "I wrote the new permission model and its 340 tests, and found two places where a dispatcher could see another carrier's prices.",
        "I am still slow in design discussions in English; I often have the better idea in the evening.",
        "Proposals in writing before the meeting. I tried it twice this autumn, and both were accepted.",
        "Mei's permission model closed two holes that the auditors would have found. Her written proposals are the clearest of the team.",
        "Let us make the written proposal the rule for all, then nobody has to be quick in a meeting.",
    ),
    "ravi": Words(
        "In my first full year I took over the billing exports. Finance used to mend 40 lines by hand each month, now it is three.",
        "I broke the export for one customer in May and learned about it from Finance, not from a monitor. There is a monitor now.",
        "I want to get to know the order service, and ask for a mentor outside of the team.",
        "Ravi turned a task that nobody wanted into one of our most reliable parts, and Finance noticed.",
        "Time to widen: the order service in spring, with Kenji as mentor.",
    ),
    "marcus": Words(
        "I rebuilt the delivery proof: photo, signature and note are kept on the phone until there is a network. Lost proofs went from forty a week to none since June.",
        "The first version used too much battery on older phones. A driver from Newark sent me a spreadsheet of his battery, by the hour.",
        "Visiting two carriers a quarter. The day in Newark taught me more than a month of dashboards.",
        "No lost proof since June is the result of the year in mobile. Marcus also opened the door to visits at carriers, and everybody who went came back with a better idea.",
        "Pass on what you know of the storage layer; at present it lives in one head.",
    ),
    "elena": Words(
        "I made the app usable with a screen reader and with gloves. One of our carriers hired a driver who could not have worked with the old one.",
        "Accessibility was always the last thing before a release. I now review designs for it with Inès before we build.",
        "A certificate in accessibility, and a checklist that the other teams can use.",
        "Elena did not wait to be asked, and made the app better for everybody: gloves are the most praised feature in the reviews.",
        "Go for the certificate; the company pays for it. In return I would like a short course for all three teams.",
    ),
    "katrin": Words(
        "The European team closed 112 % of its target with the smallest discount of all regions. I am glad that we lost two deals on purpose, because the customers would not have been happy with us.",
        "Handing over to onboarding was bumpy in spring; three customers told their story twice.",
        "A shared hand-over page with Sam's team from the first serious call on.",
        "A strong year, and the courage to walk away twice made it stronger. Katrin's forecast was right within four per cent each quarter.",
        "The hand-over page is a good idea; please take the Americas along from the start.",
    ),
    "sofia": Words(
        "I won our first customer in Portugal, and the second one through the first. I keep the notes of every call in one place, and Lukas uses them as well.",
        "I lost the tender in Turin because I talked about features for an hour and about their night shift for five minutes.",
        "A course in listening, seriously. And Spanish.",
        "Two customers in a new country in the second year are more than we agreed. Sofia's call notes are the reference for the team.",
        "The lesson of Turin is learned; the course is approved. Next year I would like you to guide one junior colleague.",
    ),
    "lukas": Words(
        "I kept all of my eleven accounts, and four of them bought the forecast. One of them was about to leave in February.",
        "I am tired of travelling and said so late. Two visits in October should have been calls.",
        "Fewer, longer visits, and a share in the training of new colleagues.",
        "All eleven accounts stayed, and the rescue in February was Lukas's patience alone.",
        "Say earlier when it is too much. We have planned next year's visits together.",
    ),
    "jamal": Words(
        "I opened the cold-chain segment: five customers, and a sixth signed last week. I worked with Marcus on the temperature log that they all asked for.",
        "My forecast was too hopeful in the second quarter, by two deals. I now write down what has to be true for a date to hold.",
        "A playbook for cold chain, so that Chloe and others can sell it too.",
        "Jamal found and opened a segment that was on no plan. That he brought engineering in before promising anything is as valuable as the deals.",
        "Write the playbook; a segment that one person can sell is a risk.",
    ),
    "chloe": Words(
        "Nine new customers, eight of them by recommendation. I call every customer a month after the start, which nobody asked me to do and which brings most of the recommendations.",
        "Large tenders frighten me, and I let one pass in September without asking for help.",
        "One large tender together with Jamal.",
        "Chloe's call after a month should become everybody's habit.",
        "",
    ),
    "ben": Words(
        "I answered 64 technical questionnaires and turned the answers into a library of which sales now uses nine in ten without me.",
        "Demonstrations on customers' own data often failed on the first try, because I got the data the evening before.",
        "I have decided to go back to university in spring. I will leave the library in good order.",
    ),
    "ines": Words(
        "I redesigned the planning board with six dispatchers, over eleven sessions. The time to plan a morning went from 50 to 35 minutes at the pilot depots.",
        "The first design was beautiful and wrong: it hid the phone numbers of the drivers. I keep a print of it on my wall.",
        "I would like to see the board used on a night shift.",
        "Eleven sessions with the same six dispatchers is how design should be done here. The 15 minutes a morning are real, I was there.",
        "",
    ),
    "bjorn": Words(
        "I interviewed 38 drivers in four languages, and the report about waiting times at ramps was read by 60 colleagues.",
        "Half of my findings came too late for the planning of the quarter.",
        "Shorter reports, sooner: one page by the Friday after the interviews.",
        "The report about ramps changed the plan of two teams. One page on Friday would change more.",
        "",
    ),
    "noor": Words(
        "We now have one library of components, used by web and mobile. I reviewed 120 designs and sent back fewer each month.",
        "I reviewed too much and designed too little, and the team waited for me.",
        "Reviews by pairs, with me in every third.",
        "One library for both worlds was tried twice before Noor and failed twice. The team trusts her eye, perhaps too much; reviewing in pairs is the right step.",
        "Make room for your own design work: one project, chosen by you, with a date.",
    ),
    "daniel": Words(
        "Three teams delivered what we had promised to the board, with one night's incident in twelve months and nobody leaving the teams.",
        "I was slow to decide about the order service and let two opinions live side by side for months.",
        "A technical direction on two pages, renewed each half-year.",
        "A year without drama in engineering is a result. The delay in the order service cost us, and you name it yourself.",
        "",
    ),
    "grace": Words(
        "Sales grew by 24 %, the new cold-chain segment included, with one colleague fewer than planned.",
        "The Americas depend on two people. That is my task to change and I have not done it yet.",
        "Two hires in the first quarter and Jamal's playbook for their start.",
    ),
    "jonas": Words(
        "We stopped four projects, which was harder than to start one, and the planning board and the forecast are the result.",
        "I explained the stops badly: two teams learned of them from the calendar.",
        "Every stop gets a page: why, what we keep, who decides what comes instead.",
    ),
    "tyler": Words(
        "The Americas closed 97 % of target, and for the first time each of us won something in every quarter.",
        "I still take over calls when they become difficult, and the others notice.",
        "Listening in without speaking, at least twice a week. I asked Grace to check.",
    ),
    "aoife": Words(
        "The books were closed by the fourth working day in each month of the year. With Ravi's exports it will be the third.",
        "The audit found two invoices in the wrong year. Both were mine, and both had come in a hurry.",
        "I would like to give the managers a half-day about budgets.",
    ),
    "hr": Words(
        "We hired eleven people in 52 days on average and every one of them is still here. This review is the first one that takes less time than the talking about it.",
        "I announced the new parental leave by mail only, and half of the company missed it.",
        "Fewer tools, and office hours in all three places.",
        "Hana has built a function that people use rather than avoid.",
        "",
    ),
    "felix": Words(
        "",
        "",
        "",
        "Felix answered 900 questions, almost all of them on the same day, and rebuilt our onboarding week before his parental leave.",
        "On your return: the training budget, with a say of your own.",
    ),
}

PAST: dict[str, Words] = {
    "lena": Words(
        "My first year as a manager: two colleagues hired, one solver kept alive.",
        "Letting go of the code.",
        "Fewer reviews by me, more by the team.",
        "Lena has become the manager that her team needed, and said aloud what she misses.",
        "Two days a week without code.",
    ),
    "emil": Words(
        "The old solver learned driving bans and shift limits, eleven rules in all.",
        "Its speed: large depots wait for minutes.",
        "A new core, if we dare.",
        "Emil knows every rule of the trade by now; dispatchers ask for him by name.",
        "Write the proposal for a new core by March.",
    ),
    "ana": Words(
        "I joined in spring, and the depot editor is my first own feature.",
        "Reading six years of code.",
        "The map, from end to end.",
        "A quick and kind start. The depot editor had one bug in six months.",
        "Take the map.",
    ),
    "arjun": Words(
        "The platform team exists: four people, one rota, one backlog.",
        "The bill of the cloud grew faster than traffic.",
        "Half of that bill.",
        "From four soloists to a team within a year.",
        "The bill, with a number to reach.",
    ),
    "siti": Words(
        "Alerts went from 400 a week to 60, and the 60 mean something.",
        "The failover is done by hand and by heart.",
        "Automate it, and rehearse it.",
        "We sleep better because of Siti.",
        "The failover is yours.",
    ),
    "kenji": Words(
        "Order intake survived the busiest Friday in our history.",
        "The service has become too large to understand.",
        "To take it apart.",
        "Kenji kept the heart of the product beating, and knows best why it must be taken apart.",
        "A plan for the split that others can carry too.",
    ),
    "mei": Words(
        "I moved the sign-in of 80 carriers to single sign-on.",
        "Three of them at the weekend, by phone.",
        "Permissions; the old model is a risk.",
        "Eighty moves and no carrier locked out.",
        "Bring your ideas into the room, in whatever form suits you.",
    ),
}
