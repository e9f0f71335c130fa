<?php
// What PHP's built-in server does with a request: note it, then hand out a file of the wiki or one of MediaWiki's scripts.
$folder = getenv( 'STILLWIKI_WIKI' );
file_put_contents(
	"$folder/requests.log",
	json_encode( [ $_SERVER['REQUEST_METHOD'], $_SERVER['REQUEST_URI'], $_POST, $_SERVER['HTTP_USER_AGENT'] ?? '' ] ) . "\n",
	FILE_APPEND
);
$asked = rawurldecode( (string)parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );
if ( preg_match( '~^/images/((?:[^/]+/)*[^/]+)$~', $asked, $parts ) && !str_contains( "/$parts[1]/", '/../' ) ) {
	$file = "$folder/images/$parts[1]";
	if ( is_file( $file ) ) {
		header( 'Content-Type: ' . mime_content_type( $file ) );
		header( 'Content-Length: ' . filesize( $file ) );
		readfile( $file );
	} else {
		http_response_code( 404 );
	}
	return true;
}
if ( is_file( $_SERVER['DOCUMENT_ROOT'] . $asked ) ) {
	return false;
}
if ( $asked === '/robots.txt' || $asked === '/favicon.ico' ) {
	http_response_code( 404 );
	return true;
}
$_SERVER['PHP_SELF'] = $_SERVER['SCRIPT_NAME'] = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = "$_SERVER[DOCUMENT_ROOT]/index.php";
unset( $_SERVER['PATH_INFO'] );
chdir( $_SERVER['DOCUMENT_ROOT'] );
require $_SERVER['SCRIPT_FILENAME'];
