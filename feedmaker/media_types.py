"""What kind of file a link names, as far as its ending tells.

Text only: what a server says of the file is not known here.
"""

from __future__ import annotations

from urllib.parse import urlsplit

# Only what stands in for an article or goes with one; mimetypes' own table
# would need 10 ms and the machine's files.
_TYPES = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "zip": "application/zip",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "aac": "audio/aac",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "mov": "video/quicktime",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "svg": "image/svg+xml",
}


def media_type(url: str) -> str:
    """Return the media type that an address's ending names; "" for a page or an unknown one."""
    name = urlsplit(url).path.rpartition("/")[2]
    _, dot, ending = name.rpartition(".")
    return _TYPES.get(ending.lower(), "") if dot else ""


def is_file_type(content_type: str) -> bool:
    """Tell whether a Content-Type is that of a file which stands for itself, not of a page."""
    kind = content_type.partition(";")[0].strip().lower()
    return kind.startswith(("audio/", "video/", "image/")) or kind in _TYPES.values()
