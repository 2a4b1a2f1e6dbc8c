// Pages of a mapped file, filled one after the other and over again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flight/recorder.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <limits>
#include <system_error>

#include "base/assert.hpp"

namespace escapement::flight {
namespace {

std::int64_t ns_of(base::HostTime at) {
    return at.time_since_epoch().count();
}

// What stands before a store is there before it, for whoever reads the file after a crash.
template <class Number>
void publish(Number& place, Number value) {
    std::atomic_ref(place).store(value, std::memory_order_release);
}

base::Error file_error(const std::string& path, int error) {
    const auto folder = std::filesystem::path(path).parent_path();
    std::error_code trouble;
    if (error == ENOENT && !folder.empty() && !std::filesystem::exists(folder, trouble))
        return {path + ": no flight recording: there is no folder " + folder.string() +
                "; make it (mkdir -p '" + folder.string() + "'), or name a file elsewhere"};
    return {path + ": no flight recording: " + std::strerror(error)};
}

std::size_t size_of(const Recorder::Room& room) {
    return page_size + room.pinned + room.ring;
}

// The whole file, on the disk and in memory.
base::Result<std::uint8_t*> make_file(const std::string& path, std::size_t size) {
    const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) return file_error(path, errno);
    const int trouble = posix_fallocate(descriptor, 0, static_cast<off_t>(size));
    void* memory = trouble != 0
                       ? MAP_FAILED
                       : mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    const int error = trouble != 0 ? trouble : errno;
    close(descriptor);
    if (memory != MAP_FAILED) return static_cast<std::uint8_t*>(memory);
    unlink(path.c_str());
    return file_error(path, error);
}

}  // namespace

base::Result<std::unique_ptr<Recorder>> Recorder::create(const std::string& path,
                                                         const Room& room,
                                                         base::HostTime now) {
    ASSERT(room.ring >= page_size && room.ring <= max_size && room.ring % page_size == 0);
    ASSERT(room.pinned >= page_size && room.pinned <= max_size && room.pinned % page_size == 0);
    std::rename(path.c_str(), (path + ".1").c_str());  // there may be none
    auto memory = make_file(path, size_of(room));
    if (!memory) return memory.error();
    FileHeader header{.page_size = page_size,
                      .pinned_pages = static_cast<std::uint32_t>(room.pinned / page_size),
                      .ring_pages = static_cast<std::uint32_t>(room.ring / page_size),
                      .began_ns = ns_of(now)};
    std::copy(magic.begin(), magic.end(), header.magic);
    std::memcpy(*memory, &header, sizeof header);
    return std::unique_ptr<Recorder>(new Recorder(*memory, room));
}

Recorder::~Recorder() {
    if (number_ > 0) end_page();
    munmap(memory_, size_of(room_));
}

bool Recorder::pin(Pinned kind, std::uint8_t board, wire::Bytes data) {
    const std::size_t takes = sizeof(PinnedHeader) + filled_up(data.size());
    if (data.empty() || pinned_ + takes + sizeof(PinnedHeader) > room_.pinned) return false;
    std::uint8_t* place = memory_ + page_size + pinned_;
    PinnedHeader header{
        .kind = static_cast<std::uint8_t>(kind), .board = board, .checksum = checksum(data)};
    std::memcpy(place, &header, sizeof header);
    std::memcpy(place + sizeof header, data.data(), data.size());
    publish(reinterpret_cast<PinnedHeader*>(place)->size, static_cast<std::uint32_t>(data.size()));
    pinned_ += takes;
    return true;
}

PageHeader& Recorder::page() const {
    const std::size_t place = (number_ - 1) % (room_.ring / page_size);
    return *reinterpret_cast<PageHeader*>(memory_ + page_size + room_.pinned + place * page_size);
}

void Recorder::begin_page(base::HostTime at) {
    if (number_ > 0) end_page();
    ++number_;
    base_ns_ = ns_of(at);
    used_ = sizeof(PageHeader);
    PageHeader& header = page();
    publish(header.number, std::uint64_t{0});
    header.base_ns = base_ns_;
    header.used = used_;
    header.checksum = 0;
    publish(header.number, number_);
}

void Recorder::end_page() {
    PageHeader& header = page();
    const auto* begin = reinterpret_cast<const std::uint8_t*>(&header + 1);
    publish(header.checksum, checksum({begin, used_ - sizeof header}));
}

void Recorder::record(const Event& event) {
    const std::size_t size = std::min(event.head.size() + event.data.size(), max_record);
    const std::size_t takes = sizeof(RecordHeader) + filled_up(size);
    const std::int64_t after = ns_of(event.at) - base_ns_;
    if (used_ + takes > page_size || after < 0 || after > std::numeric_limits<std::uint32_t>::max())
        begin_page(event.at);
    auto* place = reinterpret_cast<std::uint8_t*>(&page()) + used_;
    const RecordHeader header{.after_ns = static_cast<std::uint32_t>(ns_of(event.at) - base_ns_),
                              .kind = static_cast<std::uint8_t>(event.kind),
                              .board = event.board,
                              .size = static_cast<std::uint16_t>(size)};
    std::memcpy(place, &header, sizeof header);
    place += sizeof header;
    if (!event.head.empty()) std::memcpy(place, event.head.data(), event.head.size());
    if (size > event.head.size())
        std::memcpy(place + event.head.size(), event.data.data(), size - event.head.size());
    std::memset(place + size, 0, filled_up(size) - size);
    used_ += static_cast<std::uint32_t>(takes);
    publish(page().used, used_);
}

void Recorder::record(base::HostTime at, Kind kind, std::string_view text) {
    record({.at = at,
            .kind = kind,
            .data = {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}});
}

}  // namespace escapement::flight
