export const help = `Huijing 慧镜: cities from open files

  huijing build <input…> --out DIR [--crs EPSG:N] [--id ID] [--title T] [--json]
      Reads CityJSON, CityGML, OpenStreetMap (PBF, XML, Overpass), GeoJSON and terrain (GeoTIFF, ASCII grid),
      also packed with gzip, bzip2 or zip, and writes one city package.
  huijing check DIR [--json]
      Validates a city package: files, checksums, tree, volumes, tables, every tile.
  huijing export DIR --format cityjson|geojson|package --out FILE
      Writes a city package as one file: CityJSON 2.0, GeoJSON, or the package zipped.
  huijing demo --out DIR [--seed N] [--buildings N]
      Writes the synthetic city as source files; the same seed gives the same bytes.
  huijing serve DIR [--port N] [--host NAME] [--mount /PATH=DIR …] [--connect HOST …]
      Serves a folder, and others below it, on http://localhost:5180 (PORT changes it).

  huijing <command> --help tells more. Exit status: 0 done, 1 failed, 2 wrong usage.
`

export const commandHelp: Record<string, string> = {
  build: `huijing build <input…> --out DIR [options]

  <input…>       files which together make one city: buildings, streets, terrain, …
  --out DIR      folder of the package; made if needed. Its files of the same names are replaced.
  --crs EPSG:N   coordinate reference system of the features, where a file names none or a wrong one
  --id ID        id of the city: lower-case letters, digits, hyphens. Default: from the title or file name
  --title T      title of the city. Default: what the file says, or its name
  --json         last line on stdout is one JSON object: id, features, triangles, tiles, bytes, extent, heights,
                 quarantined, warnings

  Exit status 0 when a usable city came out; 1 when not, with the reason on stderr.
`,
  check: `huijing check DIR [--json]

  Validates the city package in DIR. Exit status 0 when it is sound; 1 with a list of what is wrong.
  --json         prints the list as one JSON object {"ok","problems":[{"file","message"}]}
`,
  export: `huijing export DIR --format cityjson|geojson|package --out FILE

  --format    cityjson  CityJSON 2.0 in the metric CRS of the sources, else in UTM; above 50,000 features a CityJSON
                        text sequence (one feature a line)
              geojson   footprints, lines and points in WGS84 with all attributes
              package   the package as one zip archive
  --out FILE  replaced when it exists; nothing is left of an export that failed
`,
  demo: `huijing demo --out DIR [--seed N] [--buildings N]

  Writes a synthetic city as source files: CityJSON, GeoJSON, OpenStreetMap XML and a GeoTIFF terrain.
  --seed N       a whole number (default 1); the same seed gives the same bytes
  --buildings N  how many buildings, 500 or more (default 20000)
`,
  serve: `huijing serve DIR [--port N] [--host NAME] [--mount /PATH=DIR …] [--connect HOST …]

  Serves DIR with the strict content security policy that the app is made for.
  --port N            default 5180, or the environment's PORT
  --host NAME         default localhost; 0.0.0.0 for all interfaces
  --mount /PATH=DIR   serves another folder below a path; may be repeated
  --connect HOST      lets the page read data from this host too (https://data.example.org); may be repeated
`,
}
