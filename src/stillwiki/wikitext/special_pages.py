"""Special pages that a wiki has, by their English names; none of them is rendered here.

Facts, as `action=query&meta=siteinfo&siprop=specialpagealiases` of MediaWiki 1.39 gives them.
"""

from __future__ import annotations

_NAMES = (
    "ActiveUsers AllMessages AllMyUploads AllPages AncientPages ApiHelp ApiSandbox AutoblockList BlankPage Block "
    "BlockList BookSources BotPasswords BrokenRedirects Categories CategoryTree ChangeContentModel "
    "ChangeCredentials ChangeEmail ChangePassword ComparePages ConfirmEmail Contributions CreateAccount "
    "DeadendPages DeletePage DeletedContributions Diff DoubleRedirects EditPage EditTags EditWatchlist EmailUser "
    "ExpandTemplates Export FewestRevisions FileDuplicateSearch FilePath GoToInterwiki Import Interwiki "
    "InvalidateEmail LinkAccounts LinkSearch ListAdmins ListBots ListDuplicatedFiles ListFiles ListGrants "
    "ListGroupRights ListRedirects ListUsers LockDB Log LonelyPages LongPages MIMESearch MathShowImage MathStatus "
    "MediaStatistics MergeHistory MostCategories MostInterwikis MostLinkedCategories MostLinkedFiles "
    "MostLinkedPages MostRevisions MostTranscludedPages MovePage MyContributions MyLanguage MyPage MyTalk MyUploads "
    "NewFiles NewPages NewSection PageData PageHistory PageInfo PagesWithProp PasswordPolicies PasswordReset "
    "PermanentLink Preferences PrefixIndex ProtectPage ProtectedPages ProtectedTitles Purge Random RandomInCategory "
    "RandomRedirect RandomRootpage RecentChanges RecentChangesLinked Redirect RemoveCredentials ResetTokens "
    "RevisionDelete RunJobs Search ShortPages SpecialPages Statistics Tags TrackingCategories Unblock "
    "UncategorizedCategories UncategorizedFiles UncategorizedPages UncategorizedTemplates Undelete UnlinkAccounts "
    "UnlockDB UnusedCategories UnusedFiles UnusedTemplates UnwatchedPages Upload UploadStash UserLogin UserLogout "
    "UserRights Version WantedCategories WantedFiles WantedPages WantedTemplates Watchlist WhatLinksHere "
    "WithoutInterwiki"
)
_OTHER_NAMES = (
    "allmyfiles=AllMyUploads blockip=Block blockuser=Block brokenlinks=WantedPages contribs=Contributions "
    "delete=DeletePage edit=EditPage email=EmailUser filelist=ListFiles history=PageHistory imagelist=ListFiles "
    "info=PageInfo ipblocklist=BlockList listautoblocks=AutoblockList listblocks=BlockList "
    "listfileduplicates=ListDuplicatedFiles login=UserLogin logout=UserLogout logs=Log makebot=UserRights "
    "makesysop=UserRights mostfiles=MostLinkedFiles mostimages=MostLinkedFiles mostlinked=MostLinkedPages "
    "mostlinkedtemplates=MostTranscludedPages mostusedcategories=MostLinkedCategories "
    "mostusedtemplates=MostTranscludedPages mycontribs=MyContributions myfiles=MyUploads newimages=NewFiles "
    "orphanedpages=LonelyPages pagesbyprop=PagesWithProp permalink=PermanentLink protect=ProtectPage "
    "randompage=Random relatedchanges=RecentChangesLinked resetpass=ChangePassword resetpassword=ChangePassword "
    "stats=Statistics uncategorizedimages=UncategorizedFiles unusedimages=UnusedFiles "
    "usergrouprights=ListGroupRights userlist=ListUsers users=ListUsers"
)
SPECIAL_PAGES: dict[str, str] = {name.lower(): name for name in _NAMES.split()} | {
    other: name for other, _, name in (entry.partition("=") for entry in _OTHER_NAMES.split())
}
"""The name a page goes by, by any of its names in lower case without blanks."""
