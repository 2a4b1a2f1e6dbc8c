// Points in time a while after others.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

namespace escapement::client {

inline base::HostTime after(base::HostTime when, base::Seconds delay) {
    return when + base::host_duration(delay);
}

inline double seconds_between(base::HostTime from, base::HostTime to) {
    return base::Seconds(to - from).count();
}

}  // namespace escapement::client
