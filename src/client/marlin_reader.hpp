// Puts together what a printer's lines say, one after another, into what is known of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "client/card_job.hpp"
#include "client/marlin_line.hpp"
#include "client/snapshot.hpp"

namespace escapement::client {

// Belongs to one thread.
class MarlinReader {
  public:
    // `snapshot` outlives this.
    explicit MarlinReader(Snapshot& snapshot) : snapshot_(snapshot), job_(snapshot) {}

    void hear(const MarlinLine& line, base::HostTime now);
    // The printer has been told something whose end changes its state.
    CardJob& job() { return job_; }
    // "EXTENDED_M20" and the like, which the firmware claims to have.
    bool can(const std::string& capability) const { return capabilities_.contains(capability); }
    // Whether the list of files is coming in: its lines are of no interest to people.
    bool listing() const { return listing_; }
    // Nothing of what was said holds for the printer that will be met next.
    void forget();

  private:
    void hear_temperatures(const Temperatures& temperatures);
    void hear_list(const MarlinLine& line);
    void hear_firmware(const FirmwareInfo& firmware);
    void hear_health(const MarlinLine& line);
    void hear_factors(const MarlinLine& line);
    void hear_boot();
    void hear_action(std::string_view action);
    Heater& hotend(int number);

    Snapshot& snapshot_;
    CardJob job_;
    std::set<std::string> capabilities_;
    std::vector<File> files_;
    std::size_t left_out_ = 0;  // of the list that is coming in
    bool listing_ = false;
    int choices_ = 0;  // of a prompt that is being told
};

}  // namespace escapement::client
