# What the manual says otherwise than the theme: it has pages and nothing else to be found.

overview-explore = Search
overview-explore-summary = Find the pages of this manual that speak of something.
explore-found = Pages found
search-hint = A word, an option, a code
