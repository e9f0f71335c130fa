<?php
// A wiki for the tests, whole in one folder: its database, its files, the list of requests it answered.
// STILLWIKI_WIKI is that folder, STILLWIKI_WIKI_URL the address under which it answers.
if ( !defined( 'MEDIAWIKI' ) ) {
	exit;
}
$folder = getenv( 'STILLWIKI_WIKI' );

$wgSitename = 'Loopback Wiki';
$wgMetaNamespace = 'Project';
$wgServer = getenv( 'STILLWIKI_WIKI_URL' );
$wgScriptPath = '';
$wgArticlePath = '/wiki/$1';
$wgUsePathInfo = true;
$wgLanguageCode = 'en';
$wgRightsText = 'Creative Commons Attribution-ShareAlike 4.0 International';
$wgRightsUrl = 'https://creativecommons.org/licenses/by-sa/4.0/';
$wgSecretKey = 'of no worth: this wiki holds nothing and answers on loopback only';
$wgAuthenticationTokenVersion = '1';

$wgDBtype = 'sqlite';
$wgDBname = 'loopback';
$wgSQLiteDataDir = "$folder/data";
$wgMainCacheType = CACHE_NONE;
$wgMessageCacheType = CACHE_NONE;
$wgParserCacheType = CACHE_NONE;
$wgSessionCacheType = CACHE_DB;
$wgLocalisationCacheConf['store'] = 'array';
$wgLocalisationCacheConf['storeDirectory'] = dirname( $folder ) . '/messages';

$wgEnableUploads = true;
$wgUploadDirectory = "$folder/images";
$wgUploadPath = '/images';
$wgTmpDirectory = "$folder/tmp";
$wgFileExtensions = [ 'png', 'svg', 'gif', 'pdf' ];
$wgUseImageMagick = false;
$wgSVGConverter = false;

// Addresses may do what leaves everything to be seen; what hides something is Admin's.
foreach ( [ 'move', 'upload', 'reupload', 'delete', 'protect', 'suppressredirect', 'movefile', 'move-categorypages',
	'move-rootuserpages', 'editinterface', 'editsitecss', 'editcontentmodel' ] as $right ) {
	$wgGroupPermissions['*'][$right] = true;
}
foreach ( [ 'deleterevision', 'deletelogentry', 'mergehistory', 'import', 'importupload' ] as $right ) {
	$wgGroupPermissions['sysop'][$right] = true;
}
$wgRateLimits = [];
$wgPasswordAttemptThrottle = [];
// Jobs run when the test says so, not in the middle of an answer.
$wgJobRunRate = 0;

wfLoadSkin( 'Vector' );
wfLoadExtensions( [ 'Cite', 'ParserFunctions', 'Renameuser', 'Scribunto' ] );
$wgScribuntoDefaultEngine = 'luastandalone';
$wgScribuntoEngineConf['luastandalone']['luaPath'] = '/usr/bin/lua5.1';

// What one test wants otherwise.
if ( is_file( "$folder/otherwise.php" ) ) {
	require "$folder/otherwise.php";
}
