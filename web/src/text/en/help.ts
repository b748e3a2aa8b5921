/** Texts of the help pages: for each role the five things that people ask first. Loaded with these pages only. */
export const help = {
  "help.title": "Help",
  "help.lead": "The five things that people ask first.",
  "help.pages": "Help for",
  "help.employee": "Employees",
  "help.manager": "Managers",
  "help.hr": "HR",

  "help.employee.1": "What do I have to do, and by when?",
  "help.employee.1.answer":
    "Home lists your open tasks, the next one first. In a review you write your self-assessment, share it before its deadline, and sign once both sides are shared. A deadline ends at midnight in the time zone that is named with it.",
  "help.employee.1.link": "Go to Home",
  "help.employee.2": "Who can read what I write?",
  "help.employee.2.answer":
    "Until you share your self-assessment, only you can read it; your reviewer sees no more than whether you have started. Each part of a review says who can read it, and the last step before sharing says it again.",
  "help.employee.2.link": "Go to your reviews",
  "help.employee.3": "Is my text saved?",
  "help.employee.3.answer":
    "Yes, a second after you stop typing: the line below the text says Saved. Without a connection it is kept on this device and saved when you are back online. Under Earlier versions you can go back to what you wrote before.",
  "help.employee.4": "What if I miss a deadline?",
  "help.employee.4.answer":
    "Nothing is shared for you when a deadline passes. You can no longer write, but what you wrote is kept. Ask HR: they can give you more time, or share what is there on your behalf.",
  "help.employee.5": "What does my signature mean?",
  "help.employee.5.answer":
    "That you have read both sides. You can add a comment for your reviewer, also if you disagree. After the first signature nobody changes the text. Only HR can open the review again, and then you both sign again.",

  "help.manager.1": "Where are the reviews that I write?",
  "help.manager.1.answer":
    "Home lists what you have to write next. My team shows everybody who reports to you, directly or not, and where each review stands.",
  "help.manager.1.link": "Go to My team",
  "help.manager.2": "Can I start before the self-assessment is shared?",
  "help.manager.2.answer":
    "Yes. What you write is hidden from the person until you share it, and so is the fact that you have started. The self-assessment appears beside yours as soon as it is shared with you.",
  "help.manager.3": "Who can read my private notes?",
  "help.manager.3.answer":
    "The person under review never can, nor can managers above you. Whether HR can is decided for each cycle, and the notes say so. A new reviewer does not get them: they stay with you.",
  "help.manager.4": "Can I change an assessment after sharing it?",
  "help.manager.4.answer":
    "Yes, until somebody signs. Changes are visible at once, and the person gets one email about them, not one for each save. Before the deadline you can also take the assessment back.",
  "help.manager.5": "How do I involve somebody else, or hand a review over?",
  "help.manager.5.answer":
    "Ask for a contribution at the end of the review. The contributor writes a part under their own name, and you read it. If somebody else should be the reviewer, ask HR to reassign the review.",

  "help.hr.1": "How do I start a cycle?",
  "help.hr.1.answer":
    "Design a questionnaire, then set up a cycle with its people, dates and options. The rehearsal shows every review, every problem and every email with its date. Nothing is created or sent before you launch.",
  "help.hr.1.link": "Go to cycles",
  "help.hr.2": "Who is late, and how do I remind them?",
  "help.hr.2.answer":
    "The page of a cycle counts the reviews in each stage, and each count leads to the reviews behind it. Reminders go out by themselves. With a nudge you remind one person or everybody with an open task, once a day at most.",
  "help.hr.3": "What if somebody joins late, leaves or gets another manager?",
  "help.hr.3.answer":
    "Add people to a running cycle from its page. When a reviewer leaves, you get an email and can filter the reviews that need another one. After a change of manager a review stays with its reviewer, unless the cycle follows managers or you reassign it.",
  "help.hr.4": "How do I give people more time?",
  "help.hr.4.answer":
    "For one review, many or all of them, with More time. If the date was wrong for everybody, change the dates of the cycle: those who still have something to do get one email with the new dates.",
  "help.hr.5": "What can HR read?",
  "help.hr.5.answer":
    "HR admins can read what is shared and what managers write, except in their own review and those of managers above them. Each time is recorded in the audit trail. HR assistants see where reviews stand, never what they say.",
};
