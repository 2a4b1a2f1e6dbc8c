// Compression of the data dictionary, by zlib.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/deflate.hpp"

#include <zlib.h>

#include <array>

#include "base/assert.hpp"

namespace escapement::wire {

namespace {

using base::Error;
using base::Result;

// Holds zlib's memory for as long as it is needed.
struct Inflater {
    explicit Inflater(Bytes bytes) {
        stream.next_in = const_cast<Bytef*>(bytes.data());
        stream.avail_in = static_cast<uInt>(bytes.size());
        ASSERT(inflateInit(&stream) == Z_OK);
    }
    ~Inflater() { inflateEnd(&stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    z_stream stream{};
};

Error why_not(const Inflater& inflater, int status, std::size_t size) {
    if (status == Z_BUF_ERROR || status == Z_OK)
        return {"is cut off: the compressed data end after " + std::to_string(size) + " bytes"};
    const char* reason = inflater.stream.msg ? inflater.stream.msg : "unknown compression";
    return {"is neither JSON nor readable compressed data: " + std::string(reason)};
}

}  // namespace

Result<std::string> decompress(Bytes bytes, std::size_t limit) {
    if (bytes.empty()) return Error{"is empty"};
    if (bytes.size() > limit) return Error{"is larger than " + std::to_string(limit) + " bytes"};
    Inflater inflater(bytes);
    std::string text;
    std::array<char, 16384> piece;
    for (int status = Z_OK; status != Z_STREAM_END;) {
        inflater.stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        inflater.stream.avail_out = piece.size();
        status = inflate(&inflater.stream, Z_NO_FLUSH);
        if (status != Z_OK && status != Z_STREAM_END)
            return why_not(inflater, status, bytes.size());
        text.append(piece.data(), piece.size() - inflater.stream.avail_out);
        if (text.size() > limit)
            return Error{"gives more than " + std::to_string(limit) + " bytes when decompressed"};
    }
    if (inflater.stream.avail_in > 0)
        return Error{std::to_string(inflater.stream.avail_in) +
                     " bytes follow the compressed data"};
    return text;
}

std::vector<std::uint8_t> compress(std::string_view text) {
    uLongf size = compressBound(text.size());
    std::vector<std::uint8_t> bytes(size);
    const auto* source = reinterpret_cast<const Bytef*>(text.data());
    ASSERT(compress2(bytes.data(), &size, source, text.size(), Z_BEST_COMPRESSION) == Z_OK);
    bytes.resize(size);
    return bytes;
}

}  // namespace escapement::wire
