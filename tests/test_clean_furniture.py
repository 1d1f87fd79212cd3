"""Furniture goes, news stays: two tables to extend, and the blocks that furniture comes in."""

from __future__ import annotations

import pytest

from communique.clean.furniture import clear
from communique.clean.paragraphs import Line, split
from communique.clean.slugs import read_slug

NEWS = "The two leaders will meet in Bergstad on Monday for talks on trade and the border, officials said."
MORE = "Alandia and Bor reopened their border in March after two years of negotiations led by the United Nations."

REMOVED = [
    # photographs
    "Photo credit: Office of the President of Finland",
    "Photo: Getty Images",
    "Photo by Win McNamee/Getty Images",
    "Image courtesy of the Ministry of Foreign Affairs",
    "REUTERS/Evelyn Hockstein",
    "Sergei Bobylev / TASS",
    "AP Photo/Susan Walsh",
    "(AP Photo/Susan Walsh, File)",
    "President Anna Berg (L) meets with Ola Lund in Bor on May 4, 2025. (Jane Roe/Pool/AFP via Getty Images)",
    "Anna Berg arrives for talks in Bergstad, May 4, 2025. (Presidential Press Service/Handout via Reuters)",
    "Minister Per Holm speaks to the media during a press conference in Bor. (The Canadian Press/Jane Roe)",
    "Anna Berg speaks after the summit in Bergstad, on May 4, 2025. (Jane Roe - Pool/Getty Images)",
    "© AFP",
    "President Anna Berg speaks in Bergstad on May 4, 2025. (AP Photo/John Doe)",
    "President Anna Berg, left, shakes hands with Prime Minister Ola Lund in Bergstad. REUTERS/Jane Roe",
    "FILE PHOTO: President Anna Berg attends a summit in Bor, March 3, 2025.",
    "FILE - President Anna Berg speaks during a news conference, in Bergstad, on March 3, 2025.",
    "In this photo provided by the presidential press office, Anna Berg meets soldiers.",
    "Image caption, The president said she would come",
    "Watch: President Berg arrives in Bor",
    # appeals
    "Keep Independent Journalism Alive",
    "Support our work",
    "Support us via PayPal",
    "Make a donation today",
    "Support independent journalism: donate today from $5 a month.",
    "We rely on readers like you: please consider making a donation.",
    "The Ledger relies on the support of readers like you. Become a supporter from £3 a month.",
    "Please consider a donation to keep our newsroom free.",
    "If you value our reporting, become a member for as little as $5 a month.",
    # share bars, forms, prompts
    "Share",
    "Share this article",
    "Share on Facebook",
    "Facebook Twitter WhatsApp Telegram Email",
    "Share | Tweet | Email | Print",
    "Copy link",
    "Your e-mail address will not be published.",
    "Turn on notifications? Yes Not now",
    "Would you like to receive notifications from us?",
    "Sign up for our free daily newsletter",
    "Subscribe to our newsletter and get the latest news in your inbox.",
    "Get the morning briefing delivered to your inbox.",
    "Follow us on Telegram",
    "By signing up, you agree to our terms of use.",
    "We use cookies to improve your experience on our site.",
    "This website uses cookies. By continuing, you accept our cookie policy.",
    "Advertisement",
    "ADVERTISEMENT",
    "Story continues below advertisement",
    "Skip past newsletter promotion",
    "3 min read",
    # other stories
    "Related: Border reopens after two years",
    "Also read: Berg says she will run again",
    "READ MORE: Minister told to resign",
    "Read more",
    "Continue reading...",
    "Read the full story here",
    "Most popular",
    "Related articles",
    "More on this story",
    "You may also like",
    "Tags: Alandia, Bor, trade",
    "Topics",
    "#Alandia #Bor",
    # whose it is
    "By Jane Roe",
    "By Jane Roe and John O'Neil in Bergstad",
    "By JANE ROE, Associated Press",
    "By News Desk",
    "Example staff and agencies",
    "Jane Roe · Sunday 4 May 2025",
    "Published: 4 May 2025, 10:12 GMT",
    "Published on May 4, 2025",
    "Updated: May 5, 2025 8:00 am",
    "Sunday, May 4, 2025",
    "2 hours ago",
    "Reporting by Jane Roe; Editing by Richard Miles",
    "(Reporting by Jane Roe in Bergstad; writing by John Doe; editing by Richard Miles)",
    "Jane Roe contributed to this report.",
    "Copyright 2025 The Daily Example. All rights reserved.",
    "© 2025 The Daily Example",
    "The views expressed in this article are the author's own.",
    "https://www.example.org/news/1",
    "Image source, Getty Images",
    "[1/2] President Anna Berg attends a wreath-laying ceremony in Bergstad, May 4, 2025. REUTERS/Jane Roe",
    "Item 1 of 2 President Anna Berg attends a ceremony",
    "end of list",
    "3 minute read",
    "Purchase Licensing Rights, opens new tab",
    "Editor: Jane Roe",
    "Follow AP’s coverage of the talks at https://apnews.com/hub/bor",
    "___",
    "* * *",
    "Published 10:00 AM EDT, Sun May 4, 2025",
    "Sun 4 May 2025 12.00 BST",
    "Last modified on Sun 4 May 2025 13.00 BST",
    "Updated 8:00 AM EDT, May 4, 2025",
    "Associated Press writer John Doe in Bor contributed to this report.",
    "BBC News, Bergstad",
    "Diplomatic correspondent, Bergstad",
    "See all topics",
    "Our Standards: The Thomson Reuters Trust Principles.",
    "Click here to share on social media",
    # live blogs and daily series
    "Hello and welcome to our live coverage of the talks in Bergstad.",
    "Good morning and welcome back to our live blog on the border talks. This is Jane Roe with the latest.",
    "I’m Jane Roe and I’ll be with you for the next few hours.",
    "That’s it from me, Jane Roe, for today. Thanks for following along.",
    "We are closing this live blog now. You can read our full report here.",
    "This live page is no longer being updated.",
    "Show key events only",
    "Opening summary",
    "10.15 BST",
    "14:32 GMT",
    "Updated at 10.15 BST",
    "21m ago 14.05 EST",
    "Here’s a recap of the day’s main events:",
    "Here is the situation on Saturday, June 10, 2023:",
    "Alandia war at a glance: what we know on day 432 of the invasion",
    "Alandia-Bor war – latest news updates",
    "See all our coverage of the war in Bor",
    "You can read the full report here.",
    "Watch the full interview above.",
    "This is a developing story and will be updated.",
    "More details soon…",
    "Got a tip? Write to tips@ledger.example.",
    "Get our morning and afternoon news emails, free app or daily news podcast",
    # whose words they are
    "Jane Roe is a foreign correspondent for the Ledger and the author of two books on Alandia.",
    "Jane Roe is a senior fellow at the Institute for Studies in Bergstad.",
    "John Doe reported from Bergstad and Jane Roe from Bor.",
    "About the author: Jane Roe covers diplomacy.",
    "An earlier version of this article misstated the year of the treaty.",
]

KEPT = [
    # sentences that share a word with furniture
    "The two countries share a border of 300 kilometres and a long history of trade.",
    "“We share a vision,” Berg said.",
    "Share prices in Bor fell by 3 percent after the announcement.",
    "Shares in the state railway rose.",
    "He read more from the letter before he left the hall.",
    "Comments by the minister on Sunday angered the government in Bor.",
    "The minister declined to comment.",
    "Follow-up talks will be held in Bor next month.",
    "The photo by the agency showed tanks near the border, officials in Bergstad said.",
    "A satellite image released by the ministry shows forty tanks near the border.",
    "Reuters reported on Sunday that the talks had been postponed.",
    "A Reuters/Ipsos poll found that most people support the visit.",
    "Support for Ukraine will continue, the alliance said.",
    "The EU will support independent journalism in Belarus, the commissioner said.",
    "She called on donors to make a donation to the fund.",
    "“Your support makes a difference for our soldiers,” the president said.",
    "“If you value our work together, you will sign,” he told the delegation.",
    "Georgia may consider becoming a member of the alliance by 2030.",
    "The newsletter of the ministry named three new ambassadors.",
    "By Monday the delegations had agreed on most points of the treaty.",
    "By contrast, Bor has kept its embassy open.",
    "By then, Berg had left for Paris.",
    "Source of the dispute is a railway line.",
    "Sources in the ministry say the visit is off.",
    "More than forty leaders attended the parade.",
    "Most of the delegation left on Sunday.",
    "Related talks on gas continue.",
    "The copyright treaty was signed in Geneva by both ministers.",
    "Advertisement of the post of ambassador began in March.",
    "Published documents show that the king knew.",
    "Released on May 4, the hostages were flown home.",
    "The agreement was updated in 2024.",
    "Cookies and tea were served at the talks.",
    "(c) to promote cooperation in trade and investment;",
    "Copyright talks with Bor resumed on Monday.",
    "Responses",
    "Ends and means",
    "The BBC correspondent in Bergstad was expelled on Monday.",
    "One of two envoys left Bor on Monday.",
    "Comments on the draft treaty",
    # headings of sections
    "Strengthening Strategic Ties",
    "A Pattern of Partnership",
    "Tensions Around Victory Day",
    "What happens next?",
    "Trade first",
    "May 4",
    # answers in a transcript
    "President Berg: Your support is what keeps us going, and we depend on our friends.",
    "Yes.",
    # what only sounds like a live blog or a note on the author
    "The minister will hand over the chair to his colleague from Bor in July.",
    "Good morning greetings were exchanged before the president welcomed his guest.",
    "That is all the delegation from Bor would sign.",
    "Here is where Anna Berg signed the treaty in 1999.",
    "Key events of the visit are a wreath-laying and a dinner in Bergstad.",
    "Anna Berg is the foreign minister of Alandia and leads the delegation.",
    "The summary of the talks ran to ten pages.",
    "File-sharing between the two navies began in March.",
    "An earlier version of the treaty was rejected by Bor.",
    "The live ammunition exercise near Bor ended on Monday.",
    "Watch towers were built along the border.",
    # very short documents
    "Talks end.",
]


def kept(*paragraphs: str) -> list[str]:
    lines = (Line(text=paragraph, block=number) for number, paragraph in enumerate(paragraphs))
    return [line.text for line in clear(lines).kept]


@pytest.mark.parametrize("paragraph", REMOVED)
def test_furniture_is_removed(paragraph: str) -> None:
    assert kept(NEWS, paragraph, MORE) == [NEWS, MORE]


@pytest.mark.parametrize("paragraph", KEPT)
def test_news_is_kept(paragraph: str) -> None:
    assert kept(NEWS, paragraph, MORE) == [NEWS, paragraph, MORE]


APPEAL = """{news}

Keep Free Reporting Alive
In a loud world, honest news matters. We work hard to bring you facts.

Please think of a gift: your contribution keeps our newsroom running.
Help us via Patreon

Our readers make it possible.

{more}"""


def test_an_appeal_goes_with_its_paragraphs_and_ends_where_news_goes_on() -> None:
    assert kept_of(APPEAL) == [NEWS, MORE]


TEASERS = """{news}

Related stories
Minister resigns over rail deal
Why the border matters
Ten things to know about Bor

{more}"""


def test_teasers_go_with_their_heading_until_a_sentence_comes() -> None:
    assert kept_of(TEASERS) == [NEWS, MORE]


COMMENTS = """{news}

{more}

3 Comments
Ola says: I do not believe a single word of what the two governments have been telling us all these years.
Leave a Reply"""


def test_comments_go_to_the_end() -> None:
    assert kept_of(COMMENTS) == [NEWS, MORE]
    form = "Leave a comment. Your email address will not be published."
    assert kept_of("{news}\n\n{more}\n\n" + form + "\n\nOla says: I do not believe it.") == [NEWS, MORE]


def kept_of(text: str) -> list[str]:
    return [line.text for line in clear(split(text.format(news=NEWS, more=MORE))).kept]


CAPTIONS = [
    # the caption stands above its credit in a block of their own
    (f"{NEWS}\n\nAnna Berg and Ola Lund in Bor.\nPhoto: Press Office\n\n{MORE}", [NEWS, MORE]),
    (f"{NEWS}\n\nAnna Berg shakes hands with Ola Lund in Bor.\nPhoto: Press Office\n\n{MORE}", [NEWS, MORE]),
    # every paragraph is a line: only words without a verb can be told for a caption
    (f"{NEWS}\nPresident Anna Berg of Alandia in Bor.\nPhoto: Press Office\n{MORE}", [NEWS, MORE]),
    (f"{NEWS}\nThe talks ended late on Sunday.\nPhoto: Press Office\n{MORE}", None),
    (f"{NEWS}\nThe deal was signed on Sunday.\nPhoto: Press Office\n{MORE}",
     [NEWS, "The deal was signed on Sunday.", MORE]),
    # a caption never takes a paragraph that reports speech
    (f"{MORE}\n\n{NEWS}\nPhoto: Press Office", [MORE, NEWS]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CAPTIONS)
def test_a_caption_goes_with_its_credit(text: str, expected: list[str] | None) -> None:
    expected = expected or [NEWS, "The talks ended late on Sunday.", MORE]
    assert [line.text for line in clear(split(text)).kept] == expected


COPIES = [
    # texts as people copy them from the pages of agencies and broadcasters
    f"""By JANE ROE
Updated 8:00 AM EDT, May 4, 2025
Share

{NEWS}

{MORE}

___

Associated Press writer John Doe in Bor contributed to this report.""",
    f"""Image source, Getty Images
Image caption, Anna Berg says she will come
By Jane Roe
BBC News, Bergstad
Published
4 May 2025

{NEWS}

{MORE}

More on this story
Bor closes its embassy
Related Topics
Bor
Alandia""",
    f"""Published On 4 May 2025
Save
Click here to share on social media
share2
{NEWS}
Advertisement
{MORE}
Recommended Stories
list of 3 items
list 1 of 3
Bor closes its embassy
list 2 of 3
Why Alandia wants gas
end of list
Source: Al Jazeera and news agencies""",
    f"""Summary
Companies
{NEWS}

[1/2] President Anna Berg attends a ceremony in Bor, May 4, 2025. REUTERS/Jane Roe Purchase Licensing Rights

{MORE}

Sign up here.

Reporting by Jane Roe; Editing by Richard Miles

Our Standards: The Thomson Reuters Trust Principles., opens new tab""",
]


@pytest.mark.parametrize("copy", COPIES)
def test_copied_pages_come_down_to_their_news(copy: str) -> None:
    assert [line.text for line in clear(split(copy)).kept] == [NEWS, MORE]


def test_what_furniture_tells_is_kept() -> None:
    text = f"By Jane Roe\nPublished: 4 May 2025, 10:12 GMT\n{NEWS}\n{MORE}\nSource: AP News – Berg to visit Bor"
    assert clear(split(text)).told == {"byline": "Jane Roe", "published": "4 May 2025", "wire": "AP News"}


def test_every_removal_names_its_rule() -> None:
    removed = clear(split(f"{NEWS}\n\nShare\n\nLeave a Reply\n\nYour name")).removed
    assert [(gone.text, gone.rule) for gone in removed] == [
        ("Share", "share-bar"),
        ("Leave a Reply", "comment-form"),
        ("Your name", "form-field"),
    ]


SLUGS = [
    ("MOSCOW, May 4 (Xinhua) -- Russia", "MOSCOW, May 4", "May 4", "Xinhua"),
    ("WASHINGTON (AP) — President", "WASHINGTON", None, "AP"),
    ("KYIV, Ukraine (AP) — President", "KYIV, Ukraine", None, "AP"),
    ("BEIJING, March 3, 2023 (Reuters) - China", "BEIJING, March 3, 2023", "March 3, 2023", "Reuters"),
    ("Berlin (dpa) - Germany", "Berlin", None, "DPA"),
    ("MOSCOW, May 4. /TASS/. Russia", "MOSCOW, May 4", "May 4", "TASS"),
    ("MOSCOW. May 4. Interfax - Russia", "MOSCOW. May 4", "May 4", "Interfax"),
    ("ASTANA — Kazakhstan", "ASTANA", None, None),
    ("(Reuters) - Russia", None, None, "Reuters"),
    ("NEW YORK (Example Times) - Leaders", "NEW YORK", None, None),
]


@pytest.mark.parametrize(("paragraph", "dateline", "written", "wire_credit"), SLUGS)
def test_slugs_are_read(paragraph: str, dateline: str | None, written: str | None, wire_credit: str | None) -> None:
    slug = read_slug(paragraph)
    assert slug is not None
    assert (slug.dateline, slug.written, slug.wire_credit) == (dateline, written, wire_credit)


@pytest.mark.parametrize(
    "paragraph",
    ["Russia (and China) - the two powers - agreed.", "NATO — the alliance — met.", "He said - and meant - it.", NEWS],
)
def test_what_is_no_slug_is_none(paragraph: str) -> None:
    slug = read_slug(paragraph)
    assert slug is None or slug.dateline is None
