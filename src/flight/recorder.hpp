// Keeps the last things that happened, where a crash does not reach them.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The file is made in full at the start and mapped into memory, so that writing a record is copying
// some bytes.  The kernel has them from then on, whatever becomes of this process; only a computer
// that loses power may lose the last seconds.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"
#include "flight/format.hpp"
#include "wire/codec.hpp"

namespace escapement::flight {

// Belongs to one thread.
class Recorder {
  public:
    static constexpr std::size_t max_size = std::size_t{1} << 30;

    // Bytes, in whole pages.
    struct Room {
        std::size_t ring = std::size_t{8} << 20;    // page_size to max_size
        std::size_t pinned = std::size_t{1} << 20;  // names and dictionaries; page_size at least
    };

    // Makes the file.  A recording that was there gets ".1" added to its name, and replaces the
    // one before it.  Fails where the disk has no room.
    static base::Result<std::unique_ptr<Recorder>> create(const std::string& path,
                                                          const Room& room,
                                                          base::HostTime now);
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    // Keeps something for as long as the file lives.  False if there is no room.  May be called
    // while another thread records.
    bool pin(Pinned kind, std::uint8_t board, wire::Bytes data);
    // What happened, in two parts that follow each other; data that does not fit is cut.
    struct Event {
        base::HostTime at;
        Kind kind{};
        std::uint8_t board = 0;
        wire::Bytes head{}, data{};
    };
    void record(const Event& event);
    void record(base::HostTime at, Kind kind, std::string_view text);

  private:
    Recorder(std::uint8_t* memory, const Room& room) : memory_(memory), room_(room) {}
    void begin_page(base::HostTime at);
    void end_page();
    PageHeader& page() const;

    std::uint8_t* memory_;
    const Room room_;
    std::uint64_t number_ = 0;  // of the page under way
    std::int64_t base_ns_ = 0;
    std::uint32_t used_ = page_size;
    std::size_t pinned_ = 0;  // bytes so far
};

}  // namespace escapement::flight
