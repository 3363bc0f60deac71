//! Reading whole files, as the doors see it: in this process and behind the wall.

mod bounds;
mod cases;
mod delimited;
mod glance;
mod help;
mod hostile;
mod made;
mod programs;
mod samples;
mod strict;
mod wall;
mod workbooks;
