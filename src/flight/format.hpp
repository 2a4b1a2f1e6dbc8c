// How a flight recording lies on the disk.
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   header page | pinned pages | ring pages
//
// docs/reference/flight_recorder.md explains it field by field.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace escapement::flight {

// Numbers lie in the order of the computer that wrote them, as all of ours do.
static_assert(std::endian::native == std::endian::little);

inline constexpr std::string_view magic = "ESCFLT1\n";
inline constexpr std::size_t page_size = 4096;

struct FileHeader {
    char magic[8];
    std::uint32_t page_size;
    std::uint32_t pinned_pages;
    std::uint32_t ring_pages;
    std::uint32_t reserved;
    std::int64_t began_ns;  // on the host's clock
};

// Pinned entries follow each other; a size of zero ends them.
struct PinnedHeader {
    std::uint32_t size;  // of the data, which follows and is filled up to 8 bytes
    std::uint8_t kind;   // Pinned
    std::uint8_t board;
    std::uint16_t reserved;
    std::uint64_t checksum;  // of the data
};

struct PageHeader {
    std::uint64_t number;  // counts up from 1; 0: never written, or being begun
    std::int64_t base_ns;  // which the records' times are counted from
    std::uint32_t used;    // bytes, with this header; grows when a record is whole
    std::uint32_t reserved;
    std::uint64_t checksum;  // of everything behind this header, once the page is full; 0 before
};

struct RecordHeader {
    std::uint32_t after_ns;  // the page's base
    std::uint8_t kind;       // Kind
    std::uint8_t board;
    std::uint16_t size;  // of the data, which follows and is filled up to 8 bytes
};

static_assert(sizeof(FileHeader) == 32 && sizeof(PinnedHeader) == 16);
static_assert(sizeof(PageHeader) == 32 && sizeof(RecordHeader) == 8);

enum class Pinned : std::uint8_t { board_name = 1, dictionary = 2, text = 3 };

enum class Kind : std::uint8_t {
    sent = 1,      // SentHeader, payload
    received = 2,  // sequence, payload
    repeated = 3,  // number of blocks, 1 if asked for
    sample = 4,    // SampleData
    failed = 5,    // text
    command = 6,   // text: a line of G-code that the host runs
    note = 7,      // text
};

struct SentHeader {
    std::uint8_t sequence;
    std::uint8_t reserved;
    std::uint16_t ready;     // bytes that wait behind it, 65535 for more
    std::uint32_t upcoming;  // bytes that the board has no room for yet
};
static_assert(sizeof(SentHeader) == 8);

struct SampleData {
    std::int64_t sent_ns, received_ns;
    std::uint64_t clock;
};
static_assert(sizeof(SampleData) == 24);

inline constexpr std::size_t max_record = page_size - sizeof(PageHeader) - sizeof(RecordHeader);

constexpr std::size_t filled_up(std::size_t size) {
    return (size + 7) / 8 * 8;
}

// FNV-1a over words of 8 bytes, folded; what is left over counts as filled up with zeros.
inline std::uint64_t checksum(std::span<const std::uint8_t> bytes) {
    constexpr std::uint64_t prime = 0x100000001b3;
    std::uint64_t sum = 0xcbf29ce484222325;
    for (std::size_t at = 0; at < bytes.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, bytes.size() - at < 8 ? bytes.size() - at : 8);
        sum = (sum ^ word) * prime;
        sum ^= sum >> 32;
    }
    return sum == 0 ? 1 : sum;  // zero says that there is none
}

}  // namespace escapement::flight
