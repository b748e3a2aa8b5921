/** The texts of what is around every screen. */
export const shell = {
  "app.skip": "Skip to content",
  "app.menu": "Menu",
  "app.search": "Search",
  "app.search.hint": "Ctrl K",
  "app.new": "New",
  "app.new.none": "There's nothing to start right now.",
  "app.light": "Light theme",
  "app.dark": "Dark theme",
  "app.account": "Account menu: {name}",
  "app.profile": "My profile",
  "app.settings": "Settings",
  "app.help": "Help",
  "app.keys": "Keyboard shortcuts",
  "app.signOut": "Sign out",

  "nav.label": "Main",
  "nav.bar": "Shortcuts",
  "nav.hr": "HR",

  "signOut.title": "Sign out with unsaved changes?",
  "signOut.text":
    "Some of your text hasn't been saved yet and exists only on this device. If you sign out, it will be deleted.",
  "signOut.stay": "Stay signed in",
  "signOut.go": "Sign out and delete",
  "error.screen": "This page couldn't be displayed. Your text is safe.",
  "error.reload": "Reload page",
} as const;
