/** The texts of help. */
export const help = {
  "help.title": "Help",
  "help.lead": "The five questions people ask first.",
  "help.pages": "Help for",
  "help.employee": "Employees",
  "help.manager": "Managers",
  "help.hr": "HR",

  "help.employee.1": "What do I have to do, and by when?",
  "help.employee.1.answer":
    "Your open tasks are on Home, the most urgent first. Write your self-assessment, share it before its deadline, and sign once both assessments are shared. A deadline ends at midnight in the time zone shown with it.",
  "help.employee.1.link": "Go to Home",
  "help.employee.2": "Who can read what I write?",
  "help.employee.2.answer":
    "Until you share your self-assessment, only you can read it. Your reviewer sees only whether you have started. Each part of a review shows who can read it, and so does the last step before sharing.",
  "help.employee.2.link": "Go to your reviews",
  "help.employee.3": "Is my text saved?",
  "help.employee.3.answer":
    "Yes, a second after you stop typing: you'll see “Saved” below the text. If you're offline, your text is kept on this device and saved when you're connected. Use Version history to restore earlier text.",
  "help.employee.4": "What if I miss a deadline?",
  "help.employee.4.answer":
    "Nothing is shared automatically when a deadline passes. You can no longer write, but your text is kept. Ask HR: they can extend the deadline, or share your text on your behalf.",
  "help.employee.5": "What does my signature mean?",
  "help.employee.5.answer":
    "That you have read both assessments. You can add a comment for your reviewer, even if you disagree. After the first signature, no one can change the text. Only HR can reopen the review, and then you both sign again.",

  "help.manager.1": "Where are the reviews I write?",
  "help.manager.1.answer":
    "Home lists what to write next. My team shows everyone who reports to you, directly or indirectly, and the progress of each review.",
  "help.manager.1.link": "Go to My team",
  "help.manager.2": "Can I start before the self-assessment is shared?",
  "help.manager.2.answer":
    "Yes. Until you share your assessment, the reviewee can't see it, or that you have started. Their self-assessment appears next to yours; until you can read it, the page says when that will be.",
  "help.manager.3": "Who can read my private notes?",
  "help.manager.3.answer":
    "The reviewee and managers above you never can. HR can only if the cycle allows it, and then it says so next to the notes. If the reviewer changes, your notes stay with you.",
  "help.manager.4": "Can I change an assessment after sharing it?",
  "help.manager.4.answer":
    "Yes, until someone signs. Changes are visible immediately, and the reviewee gets one email about them, not one per save. Until the deadline you can also unshare the assessment.",
  "help.manager.5": "How do I involve someone else, or hand over a review?",
  "help.manager.5.answer":
    "Request a contribution at the end of the review. Contributors write under their own name, and you can read what they write. If someone else should be the reviewer, ask HR to change the reviewer.",

  "help.hr.1": "How do I start a cycle?",
  "help.hr.1.answer":
    "Create a questionnaire, then set up a cycle with people, dates and options. The rehearsal shows every review, every problem and every email with its date. Nothing is created or sent until you launch.",
  "help.hr.1.link": "Go to cycles",
  "help.hr.2": "Who is late, and how do I remind them?",
  "help.hr.2.answer":
    "The cycle page counts the reviews in each stage. Choose a number to see those reviews. Reminders are sent automatically. You can also nudge one person, or everyone with an open task, at most once a day.",
  "help.hr.3": "What if someone joins late, leaves or gets another manager?",
  "help.hr.3.answer":
    "Add people to a running cycle on its page. When a reviewer leaves, you get an email and can filter the reviews that need a new one. When a manager changes, reviews keep their reviewer, unless the cycle follows manager changes or you change the reviewer.",
  "help.hr.4": "How do I extend a deadline?",
  "help.hr.4.answer":
    "Use Extend deadline for one review, a selection or all of them. If the date was wrong for everyone, change the dates of the cycle: people with open tasks get one email with the new dates.",
  "help.hr.5": "What can HR read?",
  "help.hr.5.answer":
    "HR admins can read what is shared and what managers write, except in their own review and those of managers above them. Each access is recorded in the audit trail. HR assistants see progress, never content.",
} as const;
